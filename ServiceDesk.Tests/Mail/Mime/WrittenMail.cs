using ServiceDesk.Tests.Stage;

namespace ServiceDesk.Tests.Mail.Mime;

/// <summary>A mail that was written, read by the stage's own reader.</summary>
internal static class WrittenMail
{
    public static string? Header(string mail, string name) => Of(mail).Header(name);

    public static ReceivedMail Of(string mail) => new("", "", mail, WasEncrypted: false);
}
