using System.Text;

namespace ServiceDesk.Benchmarks.KillMail;

/// <summary>A letter somebody writes to the desk: a first one, or an answer to the mail that confirmed it.</summary>
/// <param name="Number">Which writer.</param>
/// <param name="InReplyTo">The Message-ID of the mail it answers; null for a first one.</param>
internal sealed record SentLetter(int Number, string? InReplyTo)
{
    public string From => $"writer{Number}@people.example";

    public string MessageId => $"{(InReplyTo is null ? "letter" : "answer")}-{Number}@people.example";

    /// <summary>What it is about; no other letter says the same.</summary>
    public string Subject => $"{(InReplyTo is null ? "" : "Re: ")}Printer {Number} eats paper";

    /// <summary>What it says; no other letter says the same.</summary>
    public string Text => $"{(InReplyTo is null ? "Since this morning" : "It still does")}, in room {Number}.";

    public byte[] Raw => Encoding.ASCII.GetBytes(string.Join("\r\n",
    [
        $"From: {From}",
        "To: help@desk.example",
        $"Subject: {Subject}",
        $"Message-ID: <{MessageId}>",
        .. InReplyTo is null ? [] : new[] { $"In-Reply-To: <{InReplyTo}>" },
        "MIME-Version: 1.0",
        "Content-Type: text/plain; charset=utf-8",
        "",
        Text,
        "",
    ]));
}
