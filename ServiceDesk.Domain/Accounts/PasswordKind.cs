namespace ServiceDesk.Domain.Accounts;

/// <summary>Which password an account has.</summary>
public enum PasswordKind
{
    /// <summary>None: the account is a contact.</summary>
    None,

    /// <summary>One that somebody else set; it must be changed at the first log-in and may expire.</summary>
    Temporary,

    /// <summary>One the person chose.</summary>
    Own,
}
