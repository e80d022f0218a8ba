using System.Collections.Frozen;

namespace ServiceDesk.Domain.Mail.Quotes;

/// <summary>The names of the fields that mail programs, in their languages, copy above the message they answer. Every line is asked, so they are looked up.</summary>
internal static class QuoteFields
{
    private const string Colons = ":：";

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> OfWriters = Lookup(
    [
        "from", "von", "de", "da", "van", "od", "från", "fra", "frá", "lähettäjä", "saatja", "от", "від", "от кого", "kimden", "gönderen", "feladó",
        "expeditor", "de la", "από", "từ", "người gửi", "dari", "发件人", "發件人", "寄件者", "寄件人", "差出人", "送信者", "보낸 사람", "보낸사람", "מאת", "من",
    ]);

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Others = Lookup(
    [
        "sent", "date", "to", "cc", "bcc", "subject", "reply-to", "importance", "gesendet", "datum", "an", "betreff", "kopie", "envoyé le", "envoyé par",
        "envoyé", "envoye", "à", "objet", "date d'envoi", "enviado el", "enviado em", "enviado a", "enviada", "enviada em", "enviado", "fecha", "para", "asunto", "assunto", "data",
        "inviato", "a", "oggetto", "verzonden", "aan", "onderwerp", "skickat", "till", "ämne", "sendt", "dato", "til", "emne", "lähetetty", "päivämäärä",
        "vastaanottaja", "aihe", "saadetud", "wysłane", "wysłano", "do", "temat", "dw", "odesláno", "komu", "předmět", "predmet", "odoslané", "dátum",
        "küldve", "elküldve", "címzett", "tárgy", "másolatot kap", "trimis", "către", "subiect", "отправлено", "дата", "кому", "копия", "тема", "надіслано",
        "копія", "gönderildi", "gönderme tarihi", "tarih", "kime", "bilgi", "konu", "ημερομηνία", "προς", "θέμα", "ngày", "đến", "tới", "chủ đề", "dikirim",
        "kepada", "subjek", "发送时间", "发送日期", "收件人", "抄送", "主题", "日期", "傳送時間", "收件者", "副本", "主旨", "送信日時", "日付", "宛先", "件名", "보낸 날짜", "보낸날짜", "받는 사람", "받는사람",
        "제목", "날짜", "נשלח", "אל", "נושא", "التاريخ", "إلى", "الموضوع",
    ]);

    /// <summary>Whether a line is a field that names the writer.</summary>
    public static bool IsFrom(ReadOnlySpan<char> line) => NameIn(line) is { IsEmpty: false } name && OfWriters.Contains(name);

    /// <summary>Whether a line is a field that stands beside it.</summary>
    public static bool IsOther(ReadOnlySpan<char> line) => NameIn(line) is { IsEmpty: false } name && Others.Contains(name);

    // What stands before the first colon, without marks of quoting and emphasis around it.
    private static ReadOnlySpan<char> NameIn(ReadOnlySpan<char> line)
    {
        var colon = line.IndexOfAny(Colons);
        if (colon <= 0)
        {
            return default;
        }

        var name = line[..colon].TrimEnd();
        name = name.EndsWith("*") ? name[..^1].TrimEnd() : name;
        var start = 0;
        while (start < name.Length && (char.IsWhiteSpace(name[start]) || name[start] is '>' or '|' or '*' or '_'))
        {
            start++;
        }

        return name[start..];
    }

    private static FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Lookup(string[] names) => names.ToFrozenSet(StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();
}
