using System.Text;
using ServiceDesk.Domain.Mail.Wire;

namespace ServiceDesk.Domain.Mail.Smtp;

/// <summary>Commands and their answers, one by one or several in one go (RFC 2920).</summary>
internal sealed class SmtpConversation(MailConnection connection)
{
    private const int Leaving = 421;
    private static readonly SmtpReply Gone = new(Leaving, ["The server has said good-bye."]);

    /// <summary>Whether the server has said that it hangs up.</summary>
    public bool IsOver { get; private set; }

    public async Task<SmtpReply> AskAsync(string command, CancellationToken cancel)
    {
        if (IsOver)
        {
            return Gone;
        }

        await connection.WriteLineAsync(command, cancel);
        return await HearAsync(cancel);
    }

    public async Task<SmtpReply> HearAsync(CancellationToken cancel)
    {
        var reply = await SmtpReply.ReadAsync(connection, cancel);
        IsOver = reply.Code is Leaving;
        return reply;
    }

    /// <summary>Says all of them before it listens; as many answers as commands, unless the server leaves.</summary>
    public async Task<IReadOnlyList<SmtpReply>> AskAtOnceAsync(string[] commands, CancellationToken cancel)
    {
        if (Array.Exists(commands, command => command.AsSpan().ContainsAny('\r', '\n', '\0')))
        {
            throw new ArgumentException("A command is one line.", nameof(commands));
        }

        if (!IsOver)
        {
            await connection.WriteAsync(Encoding.UTF8.GetBytes(string.Concat(commands.Select(command => command + "\r\n"))), cancel);
        }

        var replies = new List<SmtpReply>();
        while (replies.Count < commands.Length)
        {
            replies.Add(IsOver ? replies.LastOrDefault() ?? Gone : await HearAsync(cancel));
        }

        return replies;
    }

    /// <summary>
    /// Says one after the other. The first must be answered with yes, and one of those between it and the last; what is not said for
    /// that reason has no answer.
    /// </summary>
    public async Task<IReadOnlyList<SmtpReply>> AskWhileYesAsync(string[] commands, CancellationToken cancel)
    {
        var replies = new List<SmtpReply> { await AskAsync(commands[0], cancel) };
        if (!replies[0].IsYes)
        {
            return replies;
        }

        foreach (var command in commands[1..^1])
        {
            replies.Add(await AskAsync(command, cancel));
        }

        if (replies.Skip(1).Any(reply => reply.IsYes))
        {
            replies.Add(await AskAsync(commands[^1], cancel));
        }

        return replies;
    }
}
