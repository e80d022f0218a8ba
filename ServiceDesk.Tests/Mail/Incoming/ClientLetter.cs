using System.Text;
using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Desks;
using ServiceDesk.Domain.Live;
using ServiceDesk.Domain.Mail.Incoming;
using ServiceDesk.Tests.Stage;

namespace ServiceDesk.Tests.Mail.Incoming;

/// <summary>A message as mail clients write it: the text twice, in letters and as HTML with a picture in it, and a file beside.</summary>
internal static class ClientLetter
{
    /// <summary>A picture of 96 by 48 dots, squares in blue and yellow.</summary>
    public const string Picture = "iVBORw0KGgoAAAANSUhEUgAAAGAAAAAwCAIAAABhdOiYAAAAdElEQVR42u3ZMQ0AIAwEQEQgAk2oQwTCkICEsnShl/z8SW/7tJ09wvS5wvza0wABAgQIECBAgAABAgQoAajy8S89gAABAgQIECBAgAABApQBZKxa84AAAQIECBAgQIAAAfIXs+YBAQIECBAgQIAAAQJUAOgCAr+reE/KJZkAAAAASUVORK5CYII=";

    public static byte[] Raw(string html, string text = "Hello", string from = "Karl Kunde <karl@example.org>", string to = "help@desk.test", string pictureType = "image/png", string picture = Picture, string extra = "") => Encoding.UTF8.GetBytes($"""
        Received: from laptop (unknown [203.0.113.9]) by mx.example.org
        Message-ID: <{Guid.NewGuid():N}@example.org>
        Date: Sun, 22 Nov 2026 10:00:00 +0100
        MIME-Version: 1.0
        User-Agent: Letters 128
        From: {from}
        To: Help <{to}>
        {extra}Subject: No paper
        Content-Type: multipart/mixed; boundary="------------outer"

        This is a multi-part message in MIME format.
        --------------outer
        Content-Type: multipart/related; boundary="------------related"

        --------------related
        Content-Type: multipart/alternative; boundary="------------two"

        --------------two
        Content-Type: text/plain; charset=UTF-8; format=flowed
        Content-Transfer-Encoding: 8bit

        {text}

        --------------two
        Content-Type: text/html; charset=UTF-8
        Content-Transfer-Encoding: 8bit

        <!DOCTYPE html><html><head><meta http-equiv="content-type" content="text/html; charset=UTF-8"></head><body>{html}</body></html>

        --------------two--

        --------------related
        Content-Type: {pictureType}; name="logo.png"
        Content-Disposition: inline; filename="logo.png"
        Content-Id: <part1.logo@example.org>
        Content-Transfer-Encoding: base64

        {picture}

        --------------related--

        --------------outer
        Content-Type: text/html; charset=UTF-8; name="list.html"
        Content-Disposition: attachment; filename="list.html"
        Content-Transfer-Encoding: base64

        PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==

        --------------outer--

        """.ReplaceLineEndings("\r\n"));

    /// <summary>A mail comes to a desk of a served site, the only one unless said otherwise, and becomes a request; returns both's id.</summary>
    public static async Task<Guid> IsMailedAsync(this ServedSite site, byte[] raw, Desk? desk = null)
    {
        desk ??= await site.ReadAsync(db => db.Desks.SingleAsync());
        var came = new TaskCompletionSource();
        using var watching = site.Get<LiveFeed>().Watch([Topic.RequestsOf(desk.Id)], () => Task.FromResult(came.TrySetResult()));
        var stored = await site.StoreAsync(desk, raw);
        await came.Task.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
        return stored.Done.Id;
    }

    public static async Task<string> PageAsync(this ShownMail shown)
    {
        await using (shown)
        {
            using var page = new MemoryStream();
            await shown.WriteAsync(page, TestContext.Current.CancellationToken);
            return Encoding.UTF8.GetString(page.ToArray());
        }
    }
}
