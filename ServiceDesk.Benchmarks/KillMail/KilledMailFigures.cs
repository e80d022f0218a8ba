using System.Diagnostics;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using ServiceDesk.Benchmarks.Stage;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Mail.Outgoing;

namespace ServiceDesk.Benchmarks.KillMail;

/// <summary>What came of letters to a site that was killed.</summary>
/// <param name="Kills">How often it was killed.</param>
/// <param name="KilledAtStart">How often of these before it listened.</param>
/// <param name="Requests">Letters that had to become a request.</param>
/// <param name="Comments">Letters that had to become a comment.</param>
/// <param name="TriedAgain">How often a letter had to be handed over again.</param>
/// <param name="MailsOut">Mails that had to leave.</param>
/// <param name="LeftAgain">Of each mail that left once more than it had to, how long before the kill the mail server had taken it.</param>
/// <param name="Took">How long it all took.</param>
/// <param name="Wrong">Each letter that became less or more than one thing, and each mail that did not leave, as a sentence.</param>
internal sealed record KilledMailFigures(int Kills, int KilledAtStart, int Requests, int Comments, int TriedAgain, int MailsOut, IReadOnlyList<TimeSpan> LeftAgain, TimeSpan Took, IReadOnlyList<string> Wrong)
{
    public static async Task<KilledMailFigures> CountAsync(
        DeskDatabase database, IReadOnlyList<SentLetter> letters, MailSink sink, IReadOnlyList<(long At, long DeadBy)> kills, int killedAtStart, int triedAgain, TimeSpan took, CancellationToken cancel)
    {
        await using var db = database.Read();
        var first = letters.Where(letter => letter.InReplyTo is null).ToList();
        var answers = letters.Where(letter => letter.InReplyTo is not null).ToList();
        var requests = await db.Requests.Select(request => new { request.Id, request.Summary }).ToListAsync(cancel);
        var comments = await db.Comments.Select(comment => new { comment.RequestId, comment.Text }).ToListAsync(cancel);
        var mails = await db.Outbox.Select(mail => new { mail.MessageId, mail.Kind, mail.RequestId, mail.To, mail.DeliveredAt, mail.LastProblem }).ToListAsync(cancel);
        var stored = await db.IncomingMails.Select(mail => new { mail.MessageId, mail.State, mail.Reason, mail.ReasonArgument }).ToListAsync(cancel);

        var (bySummary, byText) = (requests.ToLookup(request => request.Summary, request => request.Id), comments.ToLookup(comment => comment.Text, comment => comment.RequestId));
        var (byMessageId, firstOf) = (stored.ToLookup(mail => mail.MessageId), first.ToDictionary(letter => letter.Number));
        string Fate(SentLetter letter) => string.Join(", ", byMessageId[letter.MessageId].Select(mail => $"{mail.State} {mail.Reason} {mail.ReasonArgument}"));

        var ids = mails.Select(mail => mail.MessageId).ToHashSet(StringComparer.Ordinal);
        var confirmed = mails.Where(mail => mail.Kind is MailKind.RequestReceivedFromNew).ToLookup(mail => mail.RequestId);
        List<string> wrong =
        [
            .. first.Where(letter => bySummary[letter.Subject].Count() != 1)
                .Select(letter => $"Letter {letter.Number} became {bySummary[letter.Subject].Count()} requests ({Fate(letter)})."),
            .. answers.Where(answer => !byText[answer.Text].SequenceEqual(bySummary[firstOf[answer.Number].Subject]))
                .Select(answer => $"Answer {answer.Number} became {byText[answer.Text].Count()} comments, or one of another request ({Fate(answer)})."),
            .. requests.Count == first.Count && comments.Count == answers.Count ? [] : new[] { $"There are {requests.Count} requests of {first.Count}, and {comments.Count} comments of {answers.Count}." },
            .. requests.Where(request => confirmed[request.Id].Count() != 1).Select(request => $"{confirmed[request.Id].Count()} mails confirm \"{request.Summary}\"."),
            .. mails.Where(mail => mail.DeliveredAt is null || !sink.Taken.ContainsKey($"<{mail.MessageId}>")).Select(mail => $"The mail to {mail.To} did not leave: {mail.LastProblem}"),
            .. sink.Taken.Keys.Where(id => !ids.Contains(id.Trim('<', '>'))).Select(id => $"A mail left as {id}, which none is called."),
        ];
        return new KilledMailFigures(kills.Count, killedAtStart, first.Count, answers.Count, triedAgain, mails.Count, LeftAgainOf(sink, kills), took, wrong);
    }

    // Also while it dies it may send. One that left twice for no kill is told as so old as the run itself.
    private static List<TimeSpan> LeftAgainOf(MailSink sink, IReadOnlyList<(long At, long DeadBy)> kills)
    {
        var now = Stopwatch.GetTimestamp();
        return [.. sink.Taken.Values.SelectMany(times => times.SkipLast(1)).Select(taken => Stopwatch.GetElapsedTime(taken, Math.Max(taken, kills.FirstOrDefault(kill => kill.DeadBy > taken, (At: now, DeadBy: now)).At))).Order()];
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Kills} ({KilledAtStart}) | {Requests:N0} + {Comments:N0} | {TriedAgain:N0} | {Wrong.Count} | {MailsOut:N0} | {LeftAgain.Count}{(LeftAgain.Count == 0 ? "" : $" ({string.Join(", ", LeftAgain.Select(age => age.TotalMilliseconds.ToString("0.0", CultureInfo.InvariantCulture)))})")} | {Took.TotalMinutes:0.0} min");
}
