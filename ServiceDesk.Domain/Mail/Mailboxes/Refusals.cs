using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Domain.Mail.Mailboxes;

/// <summary>No server, no port, or no user is named.</summary>
public sealed record MailboxIsIncomplete : Refusal;

/// <summary>The site's settings name no folder for Maildirs.</summary>
public sealed record NoMaildirHere : Refusal;

/// <summary>A password would travel in the clear.</summary>
public sealed record MailboxMustBeEncrypted : Refusal;

/// <summary>That is no SHA-256 thumbprint.</summary>
public sealed record NotAThumbprint : Refusal;

/// <summary>The token server is not named by an address that begins with https.</summary>
public sealed record NotATokenServer : Refusal;

/// <summary>What is secret is missing.</summary>
public sealed record MailboxSecretIsMissing : Refusal;

/// <summary>What is kept was given for another server, name or registration: it is not handed to this one.</summary>
public sealed record SecretIsForAnotherServer : Refusal;

/// <summary>That is no name for a folder, or the folders are the same.</summary>
public sealed record NotAMailFolder : Refusal;

/// <summary>Nothing tells a Maildir's mails apart but that they were marked or moved.</summary>
public sealed record MaildirCannotBeLeft : Refusal;

/// <summary>There is no mailbox yet that could be switched on.</summary>
public sealed record NoMailboxYet : Refusal;
