using System.Text;

namespace ServiceDesk.Benchmarks.Stage;

/// <summary>Letters as a mail server hands them over, about 1.5 KB each: first ones, each of another writer, and each writer's answer to what became of it.</summary>
internal static class MailLetters
{
    public static byte[] First(int writer) => Raw(writer, "", $"Printer {writer} eats paper", [], $"""
        Hello,

        the printer in room {writer} eats paper since this morning, and the tray is full. I have switched it
        off and on again, as the notice says, but it makes the same noise and the paper comes out in pieces.

        Kind regards
        Writer {writer}
        """);

    public static byte[] Answer(int writer) => Raw(writer, "re", $"Re: Printer {writer} eats paper", [$"In-Reply-To: <{Id(writer, "")}>", $"References: <{Id(writer, "")}>"], $"""
        It still does, I am afraid.

        On Mon, 2 Mar 2026 at 09:12, Help desk <help@desk.example> wrote:
        > Hello Writer {writer},
        >
        > the printer has been cleaned. Please try again, and tell us when it still does.
        >
        > Your help desk
        """);

    private static string Id(int writer, string kind) => $"{kind}{writer}.8f14e45fceea167a@mail.people.example";

    private static byte[] Raw(int writer, string kind, string subject, string[] more, string text) => Encoding.ASCII.GetBytes(string.Join("\r\n",
    [
        $"Return-Path: <writer{writer}@people.example>",
        $"Received: from mail.people.example (mail.people.example [192.0.2.25]) by mx.desk.example (Postfix) with ESMTPS id {writer:X8} for <help@desk.example>; Mon, 2 Mar 2026 09:12:31 +0000 (UTC)",
        $"Received: from [198.51.100.7] by mail.people.example with ESMTPSA id {writer:X6}AB; Mon, 2 Mar 2026 10:12:30 +0100",
        "DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=people.example; s=2026; h=from:to:subject:date:message-id; bh=47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=; b=dGhpcyBpcyBubyBzaWduYXR1cmUgYXQgYWxsLCBidXQgaXQgaXMgYXMgbG9uZyBhcyBvbmUgd291bGQgYmU=",
        $"From: Writer {writer} <writer{writer}@people.example>",
        "To: Help desk <help@desk.example>",
        $"Subject: {subject}",
        "Date: Mon, 2 Mar 2026 10:12:29 +0100",
        $"Message-ID: <{Id(writer, kind)}>",
        .. more,
        "MIME-Version: 1.0",
        "Content-Type: text/plain; charset=utf-8; format=flowed",
        "Content-Transfer-Encoding: 7bit",
        "User-Agent: Mozilla Thunderbird",
        "",
        .. text.Split('\n'),
        "",
    ]));
}
