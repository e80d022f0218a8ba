using System.Text.RegularExpressions;

namespace ServiceDesk.Domain.Mail.Quotes;

/// <summary>How mail programs, in their languages, announce what was written before.</summary>
internal static partial class QuoteWords
{
    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;
    private const int Patience = 10_000; // milliseconds; the texts are short, the machine may be busy

    /// <summary>A line between the reply and the message it answers.</summary>
    [GeneratedRegex(@"^[\s>|*]*([-_=*—]{2,}\s*((original|reply)( message| appointment| nachricht)?|on .{4,160} wrote:?|(the )?original message.{0,20}|forwarded (message|by.{0,80})|(ursprüngliche|ursprungliche|original|weitergeleitete)[ -]?(nachricht|e-?mail)|message (d'origine|d’origine|original|initial|transféré)|(mensaje|messaggio|mensagem|mensagem|missatge) (original|originale|reenviado|inoltrato|encaminhada)|(oorspronkelijk|originele|origineel|doorgestuurd) bericht|(oprindelig|original|opprinnelig|ursprunglig|videresendt|vidarebefordra[td]t?)t? (meddelelse|melding|meddelande)|originalmeddelande|(alkuperäinen|välitetty) viesti|(oryginalna |przesłana )?wiadomość( oryginalna| przekazana)?|(původní|přeposlaná) zpráva|(pôvodná|preposlaná) správa|eredeti üzenet|mesaj original|(orijinal|özgün|iletilen) (ileti|mesaj)|(исходное|оригинальное|пересылаемое|пересланное) сообщение|(оригінальне|переслане) повідомлення|αρχικό μήνυμα|thư gốc|tin nhắn gốc|原始(邮件|郵件|信息)|转发邮件|轉寄郵件|元のメッセージ|転送メッセージ|원본 ?(메일|메시지))\s*[-_=*—]*|begin forwarded message:|anfang der weitergeleiteten nachricht:|début du message (réexpédié|transféré) ?:|inicio del mensaje reenviado:|inizio messaggio inoltrato:|begin doorgestuurd bericht:|-{2,} ?reply to message|#{2,}.{0,80}(above|oberhalb|über|encima|dessus|sopra|boven).{0,40}(line|linie|zeile|línea|ligne|linea|regel).{0,20}|[-=#* ]*(please )?(reply|type your reply|write your reply|respond) above (this|the) line.{0,20})\s*\**\s*$", Options, Patience)]
    public static partial Regex Separator { get; }

    /// <summary>That somebody wrote; not yet when.</summary>
    [GeneratedRegex(@"(\b(wrote|writes|a écrit|écrit|a ecrit|schrieb|geschrieben|escribió|escribio|ha escrito|va escriure|ha scritto|scritto|scrive|escreveu|schreef|geschreven|skrev|skrifaði|kirjoitti|kirjutas|napisał|napisała|napisal|pisze|napsal|napísal|napisao|napisala|írta|a scris|yazdı|yazdi|rašė|rakstīja|đã viết|viết|menulis|написал|написала|пишет|писал|писала|написав|написала|пише|написа)\b|έγραψε|写道|寫道|写到|作成|書きました|のメッセージ|작성|썼습니다|כתב|كتب|เขียน)", Options, Patience)]
    public static partial Regex Wrote { get; }

    /// <summary>The beginning of such a line.</summary>
    [GeneratedRegex(@"^[\s>*]*((on|at|le|am|em|el|il|op|den|på|dnia|w dniu|dne|dňa|v|în|la|în data|στις|a|ngày|vào|lúc|pada|в)\s|\d|(mon|tue|wed|thu|fri|sat|sun|lun|mar|mer|jeu|ven|sam|dim|seg|ter|qua|qui|sex|dom|пн|вт|ср|чт|пт|сб|вс)\w{0,6}[.,]|понедельник|вторник|сред|четверг|пятниц|суббот|воскресень|on )", Options, Patience)]
    public static partial Regex When { get; }

    /// <summary>A time or a year, as dates have one.</summary>
    [GeneratedRegex(@"\d{1,2}[:.h]\d{2}|\b(19|20)\d{2}\b|\d{1,2}[./-]\d{1,2}[./-]\d{2}", Options, Patience)]
    public static partial Regex Moment { get; }

    /// <summary>What telephones and programs write below every mail.</summary>
    [GeneratedRegex(@"^\W{0,3}((sent|send|written|composed) (from|via|with|using|by) (my |the )?(mobile|cell|phone|i-?phone|i-?pad|i-?pod|apple|android|samsung|galaxy|blackberry|windows|nokia|htc|sony|xperia|huawei|motorola|moto|lg|oneplus|pixel|nexus|tablet|wireless|verizon|t-mobile|at&t|sprint|yahoo|gmail|outlook|mail|proton|mailbox|spark|sparrow|email|handheld|k-?9|bluemail|aol|zoho|front|airmail|superhuman|mobile device).{0,80}|get (outlook|bluemail|the .{0,20}app).{0,80}|(von meinem|gesendet (von|mit|über|aus)|diese nachricht wurde von meinem).{0,80}|envoy[ée]e? (de(puis)?|à partir d|via|par) .{0,80}|enviado (desde|do|de|a partir d).{0,80}|inviato (da|dal|con) .{0,60}|verzonden (vanaf|met|vanuit|via) .{0,60}|verstuurd vanaf .{0,60}|skickat från .{0,60}|sendt fra .{0,60}|lähetetty .{0,60}(puhelimesta|iphone|laitteesta|androidista).{0,30}|wysłan[eo] (z|przez|za pomocą) .{0,60}|odesláno z .{0,60}|odoslané z .{0,60}|(отправлено|надіслано) (с|из|з|через) .{0,60}|.{0,30}(iphone|android|ipad).{0,10}'?(dan|den|umdan|imden) gönderildi.{0,20}|从我的.{0,30}发送|发自我的.{0,30}|從我的.{0,30}傳送|.{0,30}から送信|나의 .{0,30}에서 보냄|.{0,20}에서 보냄)\W{0,3}$", Options, Patience)]
    public static partial Regex Device { get; }

    /// <summary>A line that only divides.</summary>
    [GeneratedRegex(@"^[\s>]*[-_=*~—]{3,}\s*$", Options, Patience)]
    public static partial Regex Rule { get; }
}
