<?php

declare(strict_types=1);

namespace Tests\Host;

use Tests\Host\Support\Browser;
use Tests\Host\Support\HostTestCase;
use Tests\Host\Support\Page;

/** The cart: several domains, transfers, additional fields and the hooks around them. */
final class CartTest extends HostTestCase
{
    private const SHIPPED = [
        [
            'Name' => 'Purpose', 'Type' => 'dropdown', 'Options' => 'P1|Business,P2|Club', 'Required' => true,
            'Description' => 'a <b>reason</b>',
        ],
        ['Name' => 'Company', 'Type' => 'text', 'Required' => ['Purpose' => ['P1']]],
        ['Name' => 'Old', 'Type' => 'text', 'Required' => true],
    ];

    private const OWN = [
        ['Name' => 'Purpose', 'DisplayName' => 'What for <x>'],
        ['Name' => 'Old', 'Remove' => true],
        ['Name' => 'Agreed', 'Type' => 'tickbox'],
    ];

    private static Browser $client;

    public static function setUpBeforeClass(): void
    {
        parent::setUpBeforeClass();
        self::$client = self::$host->clientBrowser();
        self::fieldsFile('dist.additionalfields.php', '$additionaldomainfields = [];', self::SHIPPED);
        self::fieldsFile('additionalfields.php', '', self::OWN);
    }

    public function testSeveralDomainsAreOneOrder(): void
    {
        $this->add('one.com', ['ns1' => 'ns1.own.test']);
        $page = $this->add('two.com', ['regperiod' => '2']);
        self::assertStringContainsString('two.com is in your cart', $page->notice('success'));
        $page = self::$client->submit($page, [], 'action=checkout');
        self::assertStringContainsString('one.com is registered.', $page->text());
        self::assertStringContainsString('two.com is registered.', $page->text());
        [$one, $two] = [$this->domain('one.com'), $this->domain('two.com')];
        self::assertSame([$one['orderid'], 2], [$two['orderid'], $two['registrationperiod']]);
        $order = self::$host->row("SELECT * FROM tblorders WHERE id = {$one['orderid']}");
        self::assertSame(['36.00', 'Active'], [$order['amount'], $order['status']]);
        $items = self::$host->database()->query("SELECT amount FROM tblinvoiceitems WHERE invoiceid = {$order['invoiceid']}");
        self::assertSame(['12.00', '24.00'], array_column($items->fetchAll(), 'amount'));
        self::assertStringNotContainsString('Your cart', self::$client->get('cart.php')->text(), 'the cart is empty again');
    }

    public function testADomainGoesIntoTheCartOnceAndComesOut(): void
    {
        $this->add('twice.com');
        self::assertStringContainsString('in your cart already', $this->add('TWICE.com')->notice('error'));
        $page = self::$client->submit(self::$client->get('cart.php'), [], 'action=remove');
        self::assertStringNotContainsString('twice.com', $page->text());
    }

    public function testOneFailureDoesNotStopTheOthers(): void
    {
        $this->add('error-first.com');
        $page = $this->order(self::$client, 'second.com');
        self::assertStringContainsString('error-first.com: Your order was received.', $page->notice('info'));
        self::assertStringContainsString('second.com is registered.', $page->notice('success'));
        $order = self::$host->row("SELECT status FROM tblorders WHERE id = {$this->domain('second.com')['orderid']}");
        self::assertSame('Pending', $order['status']);
    }

    public function testATransferNeedsItsCode(): void
    {
        $form = self::$client->get('cart.php?a=add&domain=transfer');
        self::assertSame([], $form->unlabelled());
        $page = self::$client->submit($form, ['domain' => 'moving.com']);
        self::assertStringContainsString('EPP code', $page->notice('error'));
        $page = self::$client->submit($page, ['eppcode' => 'c<o>"de'], 'action=order');
        self::assertStringContainsString('transfer of moving.com was requested', $page->notice('success'));
        $params = self::$host->journal()->last('TransferDomain');
        self::assertSame(['c<o>"de', 1, 'Transfer'], [$params['eppcode'], $params['regperiod'], $params['regtype']]);
        $domain = $this->domain('moving.com');
        self::assertSame(['Pending Transfer', 'Transfer'], [$domain['status'], $domain['type']]);
        $item = self::$host->row("SELECT type FROM tblinvoiceitems WHERE relid = {$domain['id']}");
        self::assertSame('DomainTransfer', $item['type']);
        $secret = self::$host->row("SELECT transfersecret FROM tblorders WHERE id = {$domain['orderid']}")['transfersecret'];
        self::assertSame(['moving.com' => 'c<o>"de'], unserialize($secret, ['allowed_classes' => false]));
    }

    public function testAnExtensionAsksItsQuestions(): void
    {
        $page = $this->order(self::$client, 'asks.org');
        self::assertStringContainsString('ending in .org needs a few answers', $page->notice('error'));
        self::assertSame([], $page->unlabelled());
        self::assertStringContainsString('a <b>reason</b>', $page->body, 'descriptions are HTML');
        self::assertStringContainsString('What for &lt;x&gt;', $page->body, 'labels are not');
        self::assertStringNotContainsString('Old', $page->text());
    }

    public function testAnswersAreCheckedAndReachTheModule(): void
    {
        $page = $this->order(self::$client, 'asks.org', ['fieldsof' => 'org']);
        self::assertStringContainsString('Please fill in “What for <x>”', $page->notice('error'));
        $page = self::$client->submit($page, ['domainfield[0]' => 'P1'], 'action=order');
        self::assertStringContainsString('Please fill in “Company”', $page->notice('error'));
        $page = self::$client->submit($page, ['domainfield[0]' => 'P9'], 'action=order');
        self::assertStringContainsString('choose one of the answers', $page->notice('error'));
        $answers = ['domainfield[0]' => 'P1', 'domainfield[1]' => 'Doe & Co', 'domainfield[2]' => 'on'];
        $page = self::$client->submit($page, $answers, 'action=order');
        self::assertStringContainsString('asks.org is registered', $page->notice('success'));
        $fields = ['Purpose' => 'P1', 'Company' => 'Doe & Co', 'Agreed' => 'on'];
        self::assertSame($fields, self::$host->journal()->last('RegisterDomain')['additionalfields']);
    }

    public function testAConditionThatDoesNotHoldAsksForNothing(): void
    {
        $page = $this->order(self::$client, 'club.org', ['fieldsof' => 'org', 'domainfield[0]' => 'P2']);
        self::assertStringContainsString('club.org is registered', $page->notice('success'));
        $fields = ['Purpose' => 'P2', 'Company' => '', 'Agreed' => ''];
        self::assertSame($fields, self::$host->journal()->last('RegisterDomain')['additionalfields']);
    }

    public function testTheRegistrarModuleChangesTheFields(): void
    {
        self::$host->journal()->answer(['fields' => [
            ['Name' => 'Purpose', 'Remove' => true], ['Name' => 'Company', 'Required' => false],
            ['Name' => 'Country', 'Type' => 'dropdown', 'Options' => '{CountryCodeMap}', 'Default' => 'DE'],
        ]]);
        $page = $this->order(self::$client, 'module.org');
        self::assertStringNotContainsString('What for', $page->text());
        $page = self::$client->submit($page, [], 'action=order');
        self::assertStringContainsString('module.org is registered', $page->notice('success'));
        self::assertSame('DE', self::$host->journal()->last('RegisterDomain')['additionalfields']['Country']);
    }

    public function testTheFieldClassWorksAsModulesUseIt(): void
    {
        $code = '(function () { $f = new WHMCS\Domains\AdditionalFields(); $f->setDomain("x.org")->setDomainType("register");'
            . '$f->setFieldValues(["Company" => "C"])->saveToDatabase(4711);'
            . 'return [$f->getTLD(), array_column($f->getFields(), "Name"), $f->getFieldValue(1),'
            . ' $f->getConfigValue("Type", "Agreed")]; })()';
        self::assertSame(['org', ['Purpose', 'Company', 'Agreed'], 'C', 'tickbox'], $this->evaluate($code));
        $row = self::$host->row("SELECT value FROM tbldomainsadditionalfields WHERE domainid = 4711 AND name = 'Company'");
        self::assertSame('C', $row['value']);
    }

    public function testHooksMayRefuseAtEachStep(): void
    {
        $this->hook(
            'add_hook("ShoppingCartValidateDomain", 1, fn ($v) => $v["sld"] === "hook1" ? ["not {$v["tld"]} <b>"] : []);'
            . 'add_hook("ShoppingCartValidateDomainsConfig", 1,'
            . ' fn ($v) => $v["domain"] === "hook2.com" ? "config refused" : null);'
            . 'add_hook("ShoppingCartValidateCheckout", 1, fn ($v) => in_array("hook3.com",'
            . ' array_column($_SESSION["cart"]["domains"], "domain")) ? ["till closed", ""] : "");'
        );
        $refusals = ['hook1.com' => 'not com <b>', 'hook2.com' => 'config refused', 'hook3.com' => 'till closed'];
        foreach ($refusals as $name => $words) {
            $page = $this->order(self::$client, $name);
            self::assertSame($words, $page->notice('error'));
            self::assertSame([], $this->domain($name));
        }
        $this->hook('');
        self::assertStringNotContainsString('hook3.com', self::$client->get('cart.php')->text(), 'the cart is as it was before');
    }

    public function testHooksSeeTheCheckout(): void
    {
        $this->hook('use WHMCS\Module\Registrar\Probe\Journal; foreach (["PreShoppingCartCheckout", "AfterShoppingCartCheckout"]'
            . ' as $p) { add_hook($p, 1, function ($v) use ($p) { Journal::note($p, $v); }); }');
        $this->order(self::$client, 'seen.com');
        $this->hook('');
        $before = self::$host->journal()->last('PreShoppingCartCheckout')['domains'][0];
        self::assertSame(['seen.com', 'register', []], [$before['domain'], $before['type'], $before['fields']]);
        $after = self::$host->journal()->last('AfterShoppingCartCheckout');
        self::assertSame([[(int) $this->domain('seen.com')['id']], '12.00'], [$after['DomainIDs'], $after['TotalDue']]);
        self::assertMatchesRegularExpression('/^\d{10}$/', $after['OrderNumber']);
        self::assertSame('RegisterDomain', self::$host->journal()->names()[3], 'both come before the registrar');
    }

    public function testWhatIsNotForSaleAnyMoreIsNotOrdered(): void
    {
        $page = $this->add('late.net');
        $price = "UPDATE tblpricing SET msetupfee = '%s' WHERE type = 'domainregister' AND currency = 1 AND relid = 2";
        self::$host->database()->exec(sprintf($price, '-1'));
        $page = self::$client->submit($page, [], 'action=checkout');
        self::$host->database()->exec(sprintf($price, '14.00'));
        self::assertSame('We do not offer late.net for this period any more.', $page->notice('error'));
        self::assertSame([], $this->domain('late.net'));
        self::$client->submit($page, [], 'action=remove');
    }

    public function testAnEmptyCartCannotBeOrdered(): void
    {
        $page = self::$client->submit(self::$client->get('cart.php'), ['action' => 'checkout']);
        self::assertSame('Your cart is empty.', $page->notice('error'));
    }

    /** @param array<string, string> $entries */
    private function add(string $name, array $entries = []): Page
    {
        return self::$client->submit(self::$client->get('cart.php'), ['domain' => $name] + $entries, 'action=add');
    }

    private function hook(string $code): void
    {
        file_put_contents(self::$host->root . '/includes/hooks/cart.php', "<?php {$code}");
    }

    /** @param list<array<string, mixed>> $fields of .org */
    private static function fieldsFile(string $name, string $start, array $fields): void
    {
        $lines = array_map(
            static fn (array $field): string => '$additionaldomainfields[".org"][] = ' . var_export($field, true) . ';',
            $fields
        );
        file_put_contents(self::$host->root . "/resources/domains/{$name}", "<?php {$start}\n" . implode("\n", $lines));
    }
}
