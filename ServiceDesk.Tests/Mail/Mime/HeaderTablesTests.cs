using System.Globalization;
using System.Text;
using System.Text.Json;
using ServiceDesk.Domain.Mail.Mime;

namespace ServiceDesk.Tests.Mail.Mime;

/// <summary>Single header fields as other projects' tests state them; each table with the share that has to be met, since some rows are those projects' own choices.</summary>
public sealed class HeaderTablesTests
{
    [Fact]
    public void Dates() => AssertMost("dates", 86, row => row.TryGetProperty("expected_utc", out var utc) ? (Utc(utc.GetString()!), MailDates.Read(Header(row))) : (Stated(row.GetProperty("expected")), MailDates.Read(Header(row))));

    [Fact]
    public void Addresses() => AssertMost("addresses", 75, row =>
    {
        var read = string.Join(";", AddressHeader.Read(Raw(row)).Select(one => $"{one.Name}<{one.Address}>"));
        return row.TryGetProperty("expected", out var expected) ? (string.Join(";", People(expected)), read)
            : (row.GetProperty("unquoted").GetString() is { Length: > 0 } name ? $"{name}<" : "<", read[..(read.IndexOf('<', StringComparison.Ordinal) + 1)]);
    });

    [Fact]
    public void Content_types() => AssertMost("content-type", 80, row =>
    {
        var read = HeaderParameters.Read(Raw(row));
        var (type, parameters) = row.TryGetProperty("expected", out var expected) && expected.ValueKind == JsonValueKind.Null ? ("", [])
            : expected.ValueKind == JsonValueKind.Object
            ? ($"{expected.GetProperty("c_type").GetString()}/{(expected.TryGetProperty("c_subtype", out var sub) ? sub.GetString() : null)}".TrimEnd('/').ToLowerInvariant(), Pairs(expected))
            : (row.GetProperty("content_type").GetString()!, row.GetProperty("params").EnumerateObject().Select(pair => (pair.Name, Value: pair.Value.GetString()!)));
        var all = parameters.ToList();
        return (type + string.Concat(all.Select(pair => $";{pair.Item1}={pair.Item2.Trim()}")), read.Value + string.Concat(all.Select(pair => $";{pair.Item1}={read[pair.Item1]}")));
    });

    [Fact]
    public void Content_dispositions() => AssertMost("content-disposition", 75, row =>
    {
        var read = HeaderParameters.Read(Raw(row));
        var parameters = row.GetProperty("params").EnumerateObject().Select(pair => (pair.Name, Value: pair.Value.GetString())).ToList();
        return (row.GetProperty("disposition").GetString() + string.Concat(parameters.Select(pair => $";{pair.Name}={pair.Value}")), read.Value + string.Concat(parameters.Select(pair => $";{pair.Name}={read[pair.Name]}")));
    });

    [Fact]
    public void Dates_of_received_fields() => AssertMost("received", 95, row =>
    {
        var (header, said) = (Header(row), row.GetProperty("expected"));
        return (said.TryGetProperty("date", out var date) ? Stated(date) : null, MailDates.Read(header[(header.LastIndexOf(';') + 1)..]));
    });

    [Fact]
    public void Lists_of_ids() => AssertMost("id-lists", 60, row =>
        (row.GetProperty("expected").ValueKind == JsonValueKind.Null ? "" : string.Join('|', row.GetProperty("expected").EnumerateArray().Select(id => id.GetString())), string.Join('|', MessageIds.Read(EncodedWords.Decode(Raw(row))))));

    [Fact]
    public void Encoded_words() => AssertMost("unstructured", 70, row => (row.GetProperty("expected").GetString(), EncodedWords.Decode(Raw(row)).Trim()));

    private static void AssertMost(string table, int percent, Func<JsonElement, (object? Said, object? Read)> compare)
    {
        var rows = RealMail.Rows($"tables/{table}.jsonl");
        var wrong = rows.Select(row => (Row: row, Pair: compare(row))).Where(one => !Equals(one.Pair.Said, one.Pair.Read)).Select(one => $"{Header(one.Row).Trim()}: said [{one.Pair.Said}] read [{one.Pair.Read}]").ToList();
        Assert.True((rows.Count - wrong.Count) * 100 >= percent * rows.Count, $"{wrong.Count} of {rows.Count} differ:\n{string.Join('\n', wrong)}");
    }

    private static string Header(JsonElement row) => row.GetProperty("header").GetString()!;

    private static byte[] Raw(JsonElement row) => MimeHeaders.Read(Encoding.UTF8.GetBytes($"Field:{Header(row)}\n\n")).Raw("Field") ?? [];

    private static DateTimeOffset? Utc(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    private static DateTimeOffset? Stated(JsonElement date)
    {
        if (date.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        int Part(string name) => date.GetProperty(name).GetInt32();
        var zone = new TimeSpan(Part("tz_hour"), Part("tz_minute"), 0);
        var time = new TimeSpan(Part("hour"), Part("minute"), Part("second")); // up to 24 o'clock and a leap second
        return new DateTimeOffset(Part("year"), Part("month"), Part("day"), 0, 0, 0, date.GetProperty("tz_before_gmt").GetBoolean() ? -zone : zone) + time;
    }

    private static IEnumerable<string> People(JsonElement expected)
    {
        var people = expected.TryGetProperty("List", out var list) ? list.EnumerateArray() : expected.GetProperty("Group").EnumerateArray().SelectMany(group => group.GetProperty("addresses").EnumerateArray());
        return people.Select(one => $"{one.GetProperty("name").GetString()}<{one.GetProperty("address").GetString()}>".Replace("<mailto:", "<", StringComparison.Ordinal));
    }

    private static IEnumerable<(string Name, string Value)> Pairs(JsonElement expected) => expected.TryGetProperty("attributes", out var pairs) && pairs.ValueKind == JsonValueKind.Array
        ? pairs.EnumerateArray().Select(pair => (pair[0].GetString()!, pair[1].GetString()!)) : [];
}
