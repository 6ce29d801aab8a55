//! The words of the codes.

/// The words of a code, as the code tables of the API reference put them.
pub(super) fn words_of(code: u16) -> &'static str {
    match code {
        200 => "Command completed successfully",
        420 => "Command failed due to server error. Server closing connection",
        421 => "Command failed due to server error. Client should try again",
        423 => {
            "Command failed due to server error. Client should try again (Could not get session)"
        }
        425 => "Service temporarily locked; usage exceeded",
        500 => "Invalid command name",
        503 => "Invalid attribute name",
        504 => "Missing required attribute",
        505 => "Invalid attribute value syntax",
        506 => "Invalid option value",
        507 => "Invalid command format",
        510 => "Command not supported for this class",
        520 => "Server closing connection. Client should try opening new connection",
        521 => "Too many sessions open. Server closing connection",
        530 => "Authentication failed",
        531 => "Authorization failed",
        532 => "Domain names linked with name server",
        534 => "Object has not been flagged for transfer",
        536 => "Object already flagged for transfer",
        540 => "Attribute value is not unique",
        541 => "Invalid attribute value",
        545 => "Object not found",
        546 => "Credit limit exceeded",
        548 => "Object is not up for renewal",
        552 => "Object status does not allow for operation",
        554 => "Object already registered",
        555 => "Object already renewed",
        _ => "Command failed",
    }
}
