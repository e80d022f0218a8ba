namespace ServiceDesk.Domain.Mail.Wire;

/// <summary>The rules of logging in that SMTP and IMAP share.</summary>
internal static class SaslLogin
{
    private const int MostChallenges = 8;

    /// <summary>A password or a token is said only where nobody listens in.</summary>
    public static void RefuseInClear(MailConnection connection)
    {
        if (!connection.IsEncrypted && !connection.IsLocal)
        {
            throw new WireException(WireFault.NoEncryption, "The connection is not encrypted, so no password is given.");
        }
    }

    /// <summary>
    /// Goes through the challenges until the server has made up its mind.
    /// </summary>
    /// <param name="challenge">The server's challenge as it stands in its line; null when it has made up its mind.</param>
    /// <param name="answer">Says something and tells the next challenge, null when there is none.</param>
    /// <param name="mechanism">The way to log in.</param>
    public static async Task AnswerAsync(string? challenge, Func<string, Task<string?>> answer, SaslMechanism mechanism)
    {
        for (var asked = 0; challenge is not null; asked++)
        {
            if (asked == MostChallenges)
            {
                throw new WireException(WireFault.NotUnderstood, "The server goes on asking at log-in.");
            }

            challenge = await answer(Convert.ToBase64String(mechanism.Answer(Decoded(challenge))));
        }
    }

    /// <summary>What a refused log-in is told as; a refused token is not used again.</summary>
    public static WireException Refused(string words, SaslMechanism mechanism, MailLogin login)
    {
        if (mechanism is SaslMechanism.XOAuth2 { Token: var token })
        {
            login.Tokens?.Forget(token);
        }

        return new(WireFault.LoginRefused, mechanism.Reason is { } reason ? $"{words} ({reason})" : words);
    }

    private static byte[] Decoded(string challenge)
    {
        var bytes = new byte[challenge.Length];
        return Convert.TryFromBase64String(challenge.Trim(), bytes, out var length) ? bytes[..length] : [];
    }
}
