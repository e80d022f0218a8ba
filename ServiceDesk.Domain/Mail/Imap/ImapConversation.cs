using System.Globalization;
using System.Text;
using ServiceDesk.Domain.Mail.Wire;

namespace ServiceDesk.Domain.Mail.Imap;

/// <summary>Commands and what the server says to them or unasked (RFC 3501, 2.2). After any exception it is over.</summary>
internal sealed class ImapConversation(MailConnection connection)
{
    private const int MostSmallLiteral = 64 * 1024;

    // Many, or one long list: what needs no parts is not taken into parts.
    private static readonly string[] WithParts = ["FETCH", "LIST"];

    private int _commands;

    /// <summary>Told of everything that is said unasked, whichever command it comes along with.</summary>
    public Action<ImapResponse> Unasked { get; init; } = _ => { };

    /// <summary>Whether nothing more can be asked, because the last answer was not understood or never came.</summary>
    public bool IsOver { get; private set; }

    /// <summary>Whether the good-bye that comes is asked for.</summary>
    public bool IsLeaving { get; set; }

    /// <summary>Nothing more is asked: the server was left in the middle of something.</summary>
    public void End() => IsOver = true;

    /// <summary>Asks, and listens until the answer; <paramref name="told"/> hears what comes before it, <paramref name="body"/> takes a message that does.</summary>
    public async Task<ImapResponse> AskAsync(ImapCommand command, CancellationToken cancel, Action<ImapResponse>? told = null, ImapBody? body = null)
    {
        var tag = NextTag();
        foreach (var (text, literal) in command.Before)
        {
            await connection.WriteLineAsync(literal == command.Before[0].Literal ? $"{tag} {text}" : text, cancel);
            if (await HearAsync(tag, told, body, cancel) is { IsGoOn: false } refused)
            {
                return refused;
            }

            await connection.WriteAsync(literal, cancel);
        }

        await connection.WriteLineAsync(command.Before.Count == 0 ? $"{tag} {command.Rest}" : command.Rest, cancel);
        return await HearAnswerAsync(tag, told, body, cancel);
    }

    /// <summary>Asks for what goes on in turns, and listens until the server wants more, or has answered already.</summary>
    public async Task<(string Tag, ImapResponse Reply)> BeginAsync(string command, CancellationToken cancel)
    {
        var tag = NextTag();
        await connection.WriteLineAsync($"{tag} {command}", cancel);
        return (tag, await HearAsync(tag, null, null, cancel));
    }

    /// <summary>Says a line of what goes on in turns.</summary>
    public Task SayAsync(string line, CancellationToken cancel) => connection.WriteLineAsync(line, cancel);

    /// <summary>Listens until the server wants more, or has answered.</summary>
    public async Task<ImapResponse> HearAsync(string tag, Action<ImapResponse>? told, ImapBody? body, CancellationToken cancel)
    {
        while (true)
        {
            var response = await ReadAsync(body, cancel);
            if (response.IsGoOn || response.Tag == tag)
            {
                return response;
            }

            IsOver = true;
            told?.Invoke(response);
            IsOver = false;
        }
    }

    /// <summary>The next thing the server says, whatever it is.</summary>
    public async Task<ImapResponse> ReadAsync(ImapBody? body, CancellationToken cancel)
    {
        IsOver = true;
        var response = await ReadOneAsync(body, cancel);
        IsOver = false;
        return response;
    }

    private async Task<ImapResponse> ReadOneAsync(ImapBody? body, CancellationToken cancel)
    {
        var response = ImapResponse.Begin(await connection.ReadLineAsync(cancel));
        if (response.IsUnasked)
        {
            response = WithParts.Contains(response.Name) ? response with { Items = await PartsOfAsync(response.Text, body, cancel) } : response;
            Unasked(response);
            return response.Name != "BYE" || IsLeaving ? response : throw new WireException(WireFault.ServerLeaves, response.Text);
        }

        return response;
    }

    private async Task<ImapResponse> HearAnswerAsync(string tag, Action<ImapResponse>? told, ImapBody? body, CancellationToken cancel)
    {
        var response = await HearAsync(tag, told, body, cancel);
        return response.IsGoOn ? throw new WireException(WireFault.NotUnderstood, "The server asks for more where there is no more.") : response;
    }

    private async Task<IReadOnlyList<ImapToken>> PartsOfAsync(string line, ImapBody? body, CancellationToken cancel)
    {
        var tokens = new ImapTokens();
        while (tokens.Read(line) is { } bytes)
        {
            tokens.Add(await LiteralAsync(tokens.Last, bytes, body, cancel));
            line = await connection.ReadLineAsync(cancel);
        }

        return tokens.End();
    }

    private async Task<ImapToken> LiteralAsync(string? before, long bytes, ImapBody? body, CancellationToken cancel)
    {
        if (body is not null && body.Name.Equals(before, StringComparison.OrdinalIgnoreCase))
        {
            await connection.CopyAsync(body.Begin(bytes), body.To, cancel);
            return new ImapToken(null, Bytes: bytes);
        }

        if (bytes > MostSmallLiteral)
        {
            throw new WireException(WireFault.NotUnderstood, $"The server sends {bytes} bytes nobody asked for.");
        }

        using var small = new MemoryStream();
        await connection.CopyAsync(bytes, small, cancel);
        return new ImapToken(Encoding.UTF8.GetString(small.ToArray()));
    }

    private string NextTag() => string.Create(CultureInfo.InvariantCulture, $"A{++_commands}");
}

/// <summary>Where a message goes that was asked for, and how much of it is taken at most.</summary>
internal sealed class ImapBody(Stream to, long most, string name = ImapBody.Whole)
{
    public const string Whole = "BODY[]";
    public const string Beginning = "BODY[]<0>";
    private bool _hasBegun;

    public string Name => name;

    public Stream To => to;

    /// <summary>Makes sure that what is announced is taken; it comes once.</summary>
    public long Begin(long bytes)
    {
        if (_hasBegun || bytes > most)
        {
            throw new WireException(WireFault.NotUnderstood, _hasBegun ? "The server sends a message twice." : $"The server sends a message of {bytes} bytes, more than the {most} that are taken.");
        }

        _hasBegun = true;
        return bytes;
    }
}
