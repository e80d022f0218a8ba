using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using ServiceDesk.Domain.Mail.Reports;

namespace ServiceDesk.Tests.Mail.Mime;

/// <summary>The collection of real messages, held against what the projects they come from state of them. Where these are known to differ among themselves, not all can be met.</summary>
public sealed partial class ReadingRealMailTests
{
    [GeneratedRegex(@"\w+", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Word { get; }

    [GeneratedRegex(@"^[45]\.\d{1,2}\.\d{1,2}$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Code { get; }

    [Fact]
    public void Headers_texts_and_files_are_read_as_others_read_them()
    {
        var score = new Score();
        foreach (var row in RealMail.Rows("expect.jsonl"))
        {
            var mail = RealMail.Read(RealMail.Raw(row));
            var writer = mail.From is [var first, ..] ? first : null;
            score.Add(row, "from_address", said => Same(said.GetString()!.Trim('<', '>'), writer?.Address));
            score.Add(row, "from_name", said => Same(said.GetString(), writer?.Name));
            score.Add(row, "to", said => said.EnumerateArray().Any(one => !one.TryGetProperty("address", out _)) || Addresses(said).SequenceEqual(mail.To.Where(one => one.Address.Length > 0).Select(one => one.Address.ToLowerInvariant()).Order()));
            score.Add(row, "subject", said => Same(said.GetString(), mail.Subject));
            score.Add(row, "message_id", said => Same(said.GetString()!.Trim('<', '>'), mail.MessageId));
            score.Add(row, "date", said => DateTimeOffset.Parse(said.GetString()!, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal) == mail.Date);
            score.Add(row, "body_text", said => Alike(said.GetString()!, mail.Text, row.TryGetProperty("body_text_from", out var from) && from.GetString() == "plain"));
            score.Add(row, "is_bounce", said => said.GetBoolean() == mail.Delivery is not null);
            score.Add(row, "is_auto_reply", said => said.GetBoolean() == (mail.Automation == Automation.Answer));
            score.Add(row, "bounce", said => Recipients(said).All(one => mail.Delivery?.Recipients.Any(failed => Same(failed.Address, one)) == true));
            score.Add(row, "bounce", "status", said => Statuses(said).All(code => mail.Delivery?.Recipients.Any(failed => failed.Status == code) == true));
            score.Add(row, "attachments", said => Digests(said).All(digest => mail.Attachments.Any(one => one.Sha256 == digest)));
        }

        // One source states but the first of two to whom a message is written. The texts that differ are mostly of messages broken on purpose, of which
        // each reader makes something else.
        score.AssertAtLeast(new() { ["from_address"] = 99, ["from_name"] = 98, ["to"] = 98, ["subject"] = 98, ["message_id"] = 99, ["date"] = 99, ["body_text"] = 94, ["attachments"] = 97, ["is_bounce"] = 97, ["is_auto_reply"] = 100, ["bounce"] = 95, ["status"] = 95 });
    }

    [Fact]
    public void What_was_written_anew_is_found()
    {
        var score = new Score();
        foreach (var row in RealMail.Rows("replies.jsonl"))
        {
            var kind = row.GetProperty("format").GetString() == "html" ? "html" : "plain";
            var mail = RealMail.Read([.. Encoding.ASCII.GetBytes($"Content-Type: text/{kind}; charset=utf-8\n\n"), .. RealMail.Raw(row)]);
            score.Add(row, "reply_text", said => Same(said.GetString(), mail.NewText));
        }

        score.AssertAtLeast(new() { ["reply_text"] = 80 });
    }

    [Fact]
    public void Whatever_people_and_spammers_sent_is_read()
    {
        foreach (var row in RealMail.Rows("parse-only.jsonl"))
        {
            Assert.NotNull(RealMail.Read(RealMail.Raw(row)).Text);
        }
    }

    private static IEnumerable<string> Recipients(JsonElement said) =>
        said.EnumerateArray().Select(one => one.TryGetProperty("recipient", out var address) ? address.GetString() : null).OfType<string>();

    // A third number of 900 and more is one project's own.
    private static IEnumerable<string> Statuses(JsonElement said) => said.EnumerateArray()
        .Select(one => one.TryGetProperty("status", out var code) ? code.GetString() : null).OfType<string>().Where(code => Code.IsMatch(code));

    private static bool Same(string? one, string? other) => string.Equals(Tidy(one), Tidy(other), StringComparison.OrdinalIgnoreCase);

    private static string Tidy(string? text) => string.Join(' ', (text ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static IEnumerable<string> Addresses(JsonElement people) =>
        people.EnumerateArray().Select(one => one.GetProperty("address").GetString()?.ToLowerInvariant()).OfType<string>().Order();

    // Projects cut nested messages and reports out of the raw bytes each in their own way; those are compared by nobody.
    private static IEnumerable<string> Digests(JsonElement files) => files.EnumerateArray()
        .Where(file => file.TryGetProperty("sha256", out _) && !file.TryGetProperty("sha256_of_utf8_text", out _) && file.GetProperty("content_type").GetString()?.StartsWith("message/", StringComparison.Ordinal) != true)
        .Select(file => file.GetProperty("sha256").GetString()!);

    // What was stated as plain text has to be there and nothing besides; what was made out of HTML has only to be there.
    private static bool Alike(string said, string read, bool isWhole)
    {
        var (wanted, got) = (Words(said), Words(read));
        var common = wanted.Sum(word => Math.Min(word.Value, got.GetValueOrDefault(word.Key)));
        var (all, there) = (wanted.Values.Sum(), got.Values.Sum());
        return all == 0 ? !isWhole || there == 0 : isWhole ? 2.0 * common / (all + there) >= 0.95 : (double)common / all >= 0.9;
    }

    private static Dictionary<string, int> Words(string text) => Word.Matches(text.ToLowerInvariant()).CountBy(match => match.Value, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);
}
