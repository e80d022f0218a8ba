namespace ServiceDesk.Domain.Settings;

/// <summary>Whether there is a mail server to deliver by, as far as the settings go.</summary>
/// <param name="isConfigured">Asks the settings.</param>
public sealed class MailServer(Func<bool> isConfigured)
{
    /// <summary>Whether mails are delivered; else they are kept and shown to administrators.</summary>
    public bool IsConfigured => isConfigured();
}
