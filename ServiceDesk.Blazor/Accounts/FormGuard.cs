using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Options;
using ServiceDesk.Domain.Access;

namespace ServiceDesk.Blazor.Accounts;

/// <summary>
/// Keeps simple programs off the anonymous forms (design.md 2.3): a signed token that tells when the form was shown, and a field that people
/// do not see and programs fill in.
/// </summary>
internal sealed class FormGuard(IDataProtectionProvider protection, TimeProvider clock, IOptions<LimitsOptions> limits)
{
    /// <summary>The name of the field that carries the token.</summary>
    public const string TokenField = "Form.Token";

    /// <summary>The name of the field that people do not see.</summary>
    public const string TrapField = "Form.Website";

    private static readonly TimeSpan LongestLife = TimeSpan.FromHours(24);
    private readonly IDataProtector _protector = protection.CreateProtector("ServiceDesk.AnonymousForms");

    /// <summary>The token of a form shown now.</summary>
    public string Issue(string form) => _protector.Protect($"{form} {clock.GetUtcNow().UtcTicks.ToString(CultureInfo.InvariantCulture)}");

    /// <summary>What a form that was sent looks like.</summary>
    public FormVerdict Judge(string form, string? token, string? trap)
    {
        if (!string.IsNullOrEmpty(trap))
        {
            return FormVerdict.Program;
        }

        return ShownAt(form, token) is { } shown && clock.GetUtcNow() - shown is var age && age < LongestLife && age >= TimeSpan.FromSeconds(limits.Value.LeastFormSeconds)
            ? FormVerdict.Person
            : FormVerdict.Again;
    }

    private DateTimeOffset? ShownAt(string form, string? token)
    {
        try
        {
            var words = _protector.Unprotect(token ?? "").Split(' ');
            return words.Length == 2 && words[0] == form && long.TryParse(words[1], CultureInfo.InvariantCulture, out var ticks) ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;
        }
        catch (CryptographicException)
        {
            return null; // not a token of this site, which is answered like one that is too old
        }
    }
}

/// <summary>Who seems to have sent a form.</summary>
internal enum FormVerdict
{
    /// <summary>A person.</summary>
    Person,

    /// <summary>Too quick, too late, or without a token: to be sent once more.</summary>
    Again,

    /// <summary>A program that fills in whatever it finds: it sees the usual screen, and nothing happens.</summary>
    Program,
}
