# The few verbs of this project. Each is a script under tools/ that says what it does and why it stops.

.DEFAULT_GOAL := help
.PHONY: help demo test fuzz chaos bench lint generate

help: ## shows this list
	@sed -n 's/^\([a-z]*\):.* ## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 18

demo: ## installs what is missing, builds, and shows one domain being registered; ONCE=1 ends after that
	@tools/demo.sh $(if $(filter 1 yes true,$(ONCE)),--once)

test: ## installs what is missing, runs every suite and lint; SUITE="rust phpt" runs only these
	@tools/need.sh test
	@tools/test.sh $(SUITE)

fuzz: ## feeds made-up input to the wire and the names; RUNS=200000 inputs for each target
	@tools/need.sh demo
	@tools/fuzz.sh

chaos: ## orders while processes are killed and the wire fails; MONEY=5000 runs on each database
	@tools/need.sh test
	@tools/chaos.sh $(MONEY)

bench: ## measures speed and memory against plain PHP; QUICK=1 has a short look
	@tools/need.sh test
	@tools/bench.sh $(if $(filter 1 yes true,$(QUICK)),quick)

lint: ## rustfmt, clippy, php -l, PSR-12, and whether generated files are current
	@tools/need.sh lint
	@tools/lint.sh

generate: ## writes the files that are derived from data/
	@tools/need.sh demo
	@tools/generate.sh
