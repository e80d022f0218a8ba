using ServiceDesk.Domain.Mail.Outgoing;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Domain.Mail.Mailboxes;

/// <summary>What is kept secret of a mailbox: sealed, never shown again, and handed to nobody else than it was given for.</summary>
internal static class MailboxSecrets
{
    /// <summary>Why a form cannot be used with what is kept; null when it can.</summary>
    public static Refusal? Problem(MailboxForm form, DeskMailbox? kept)
    {
        if (form.Kind is MailboxKind.Maildir)
        {
            return null;
        }

        // Else whoever may change the server could have the password told to one of their own.
        if (kept is not null && MailboxRules.GoesElsewhere(form, kept) && Array.Exists(Wanted(form, kept), secret => secret is { Typed: "", IsKept: true }))
        {
            return new SecretIsForAnotherServer();
        }

        return Array.Exists(Wanted(form, kept), secret => secret is { Typed: "", IsKept: false, IsNeeded: true }) ? new MailboxSecretIsMissing() : null;
    }

    /// <summary>Seals what was typed, and throws away what has no use any more.</summary>
    public static void Keep(MailboxForm form, DeskMailbox mailbox, ILinkSeal seal)
    {
        var isByPassword = form is { Kind: MailboxKind.Imap, Login: MailboxLogin.Password };
        mailbox.SealedPassword = isByPassword ? Sealed(form.Password, mailbox.SealedPassword) : null;
        mailbox.SealedClientSecret = form.Kind is MailboxKind.Imap && !isByPassword ? Sealed(form.ClientSecret, mailbox.SealedClientSecret) : null;
        mailbox.SealedRefreshToken = form is { Kind: MailboxKind.Imap, Login: MailboxLogin.RefreshToken } ? Sealed(form.RefreshToken, mailbox.SealedRefreshToken) : null;

        byte[]? Sealed(string typed, byte[]? before) => typed.Length > 0 ? seal.Seal(typed) : before;
    }

    /// <summary>Throws one away.</summary>
    public static void Forget(DeskMailbox mailbox, MailboxSecret secret)
    {
        switch (secret)
        {
            case MailboxSecret.Password:
                mailbox.SealedPassword = null;
                break;
            case MailboxSecret.ClientSecret:
                mailbox.SealedClientSecret = null;
                break;
            default:
                mailbox.SealedRefreshToken = null;
                break;
        }
    }

    // A token server may want no secret beside a refresh token.
    private static (string Typed, bool IsKept, bool IsNeeded)[] Wanted(MailboxForm form, DeskMailbox? kept) => form.Login switch
    {
        MailboxLogin.Password => [(form.Password, kept?.SealedPassword is not null, true)],
        MailboxLogin.ClientCredentials => [(form.ClientSecret, kept?.SealedClientSecret is not null, true)],
        _ => [(form.ClientSecret, kept?.SealedClientSecret is not null, false), (form.RefreshToken, kept?.SealedRefreshToken is not null, true)],
    };
}
