using System.Text;
using System.Text.Json;

namespace ServiceDesk.Domain.Mail.Wire;

/// <summary>A way to log in that SMTP and IMAP share (RFC 4422): an opening, where there is one, and an answer to each challenge.</summary>
internal abstract class SaslMechanism
{
    /// <summary>Its registered name.</summary>
    public abstract string Name { get; }

    /// <summary>What is said unasked; null when the server speaks first.</summary>
    public virtual byte[]? Opening => null;

    /// <summary>What the server said of its refusal in a challenge; null when nothing.</summary>
    public virtual string? Reason => null;

    /// <summary>The answer to a challenge.</summary>
    public abstract byte[] Answer(byte[] challenge);

    /// <summary>The way to log in among those a server offers, the best first. Throws <see cref="WireException"/> when there is none.</summary>
    public static async Task<SaslMechanism> ChooseAsync(IReadOnlySet<string> offered, MailLogin login, CancellationToken cancel) => login switch
    {
        { Tokens: { } tokens } when offered.Contains(XOAuth2.Mechanism) => new XOAuth2(login.User, await tokens.TokenAsync(cancel)),
        { Tokens: null } when offered.Contains(Plain.Mechanism) => new Plain(login),
        { Tokens: null } when offered.Contains(ByTurns.Mechanism) => new ByTurns(login),
        _ => throw new WireException(WireFault.NoWayToLogIn, offered.Count == 0 ? "The server offers no way to log in." : $"The server offers only these ways to log in: {string.Join(", ", offered)}."),
    };

    /// <summary>RFC 4616.</summary>
    internal sealed class Plain(MailLogin login) : SaslMechanism
    {
        public const string Mechanism = "PLAIN";

        public override string Name => Mechanism;

        public override byte[] Opening => Encoding.UTF8.GetBytes($"\0{login.User}\0{login.Password}");

        public override byte[] Answer(byte[] challenge) => Opening;
    }

    /// <summary>LOGIN, never standardised (draft-murchison-sasl-login): the name, then the password.</summary>
    internal sealed class ByTurns(MailLogin login) : SaslMechanism
    {
        public const string Mechanism = "LOGIN";
        private bool _isNamed;

        public override string Name => Mechanism;

        public override byte[] Answer(byte[] challenge)
        {
            var said = _isNamed ? login.Password : login.User;
            _isNamed = true;
            return Encoding.UTF8.GetBytes(said);
        }
    }

    /// <summary>A bearer token as Google and Microsoft take it; a refusal comes as a challenge of JSON that wants an empty answer.</summary>
    internal sealed class XOAuth2(string user, string token) : SaslMechanism
    {
        public const string Mechanism = "XOAUTH2";
        private string? _reason;

        public override string Name => Mechanism;

        public string Token => token;

        public override byte[] Opening => Encoding.UTF8.GetBytes($"user={user}\u0001auth=Bearer {token}\u0001\u0001");

        public override string? Reason => _reason;

        public override byte[] Answer(byte[] challenge)
        {
            if (challenge.Length == 0)
            {
                return Opening; // a server that takes no opening in the same line
            }

            _reason = ReasonIn(challenge);
            return [];
        }

        private static string ReasonIn(byte[] challenge)
        {
            try
            {
                using var json = JsonDocument.Parse(challenge);
                return string.Join(' ', json.RootElement.EnumerateObject().Select(member => $"{member.Name}={member.Value}"));
            }
            catch (Exception e) when (e is JsonException or InvalidOperationException)
            {
                return Encoding.UTF8.GetString(challenge); // its words, if not in the agreed form
            }
        }
    }
}
