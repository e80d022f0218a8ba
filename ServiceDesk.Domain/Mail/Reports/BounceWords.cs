using System.Text.RegularExpressions;

namespace ServiceDesk.Domain.Mail.Reports;

/// <summary>How mail servers say, in their languages, that something was not delivered.</summary>
internal static partial class BounceWords
{
    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;
    private const int Patience = 10_000; // milliseconds; the texts are short, the machine may be busy

    /// <summary>Who writes such reports.</summary>
    [GeneratedRegex(@"mailer[-_. ]?daemon|mail[-_. ]?daemon|post_?master|mail[-_ .]?delivery[-_ .]?(sub)?system|mail delivery (service|agent)|delivery[-_ ]?(status|notification|report)|system administrator|mail administrator|mail(er)? system|smtp[-_ ]mail[-_ ]service|internet mail (delivery|service)|\bbounces?@|non-?delivery|mdaemon|microsoft exchange|メール配信|邮件系统|メールシステム", Options, Patience)]
    public static partial Regex Machine { get; }

    /// <summary>What stands in the subject of such a report.</summary>
    [GeneratedRegex(@"undeliver(ed|able)|non.?deliver(y|ed|able)|not delivered|(un|not |non )?delivery (status )?(notification|failure|failed|problem|error|report|warning|delay|has failed)|deliver(y|ing) (of|to|for) .{0,100}(fail|not|delay)|returned mail|returned to sender|mail returned|return(ed|ing) (message|email|e-mail)|failure (notice|delivery|notification)|failed? delivery|(mail|message|e-?mail) (delivery |system |sending |transport )?(fail(ed|ure)|error|problem|delay(ed)?|warning)|could not (be )?(sent|send|delivered|deliver)|couldn't be delivered|can(not|'t) be delivered|was not delivered|not yet been delivered|rejected( mail|:)|bounced? (mail|message)|processing error|user unknown|unknown (user|address|recipient)|message .{0,40}delayed|unzustellbar|nicht zugestellt|zustellung (fehl|nicht|verz)|fehlgeschlagen|unzustellbarkeit|non remis|échec de (la )?remise|non distribu|non délivr|retour(né)? .{0,20}exp[ée]diteur|no entregad|no se (ha )?(pudo|puede|podido) entregar|devuelto|error (de|en la) entrega|mensaje no|não (pode|foi|entregue)|falha (na|de) entrega|mancat[ao] (consegna|recapito)|non recapitabil|impossibile recapitare|onbestelbaar|niet bezorgd|niet afgeleverd|kunne ikke leveres|ikke leveret|kan inte levereras|ej levererat|toimittaminen epäonnistui|niedostarczon|nie dostarczono|zwrot|nedoručiteln|kézbesíthetetlen|teslim edilemedi|недостав|не (может быть |удалось |удается )?доставлен|ошибка доставки|配信(不能|エラー|失敗)|送信(エラー|失敗)|エラーメール|未達|退信|投递失败|传输失败|傳送失敗|无法投递|無法投遞|系统退信|반송|전송 ?실패|배달 ?(실패|불가)", Options, Patience)]
    public static partial Regex Subject { get; }

    /// <summary>How such a subject begins where nobody but a server writes it.</summary>
    [GeneratedRegex(@"^\W*(undelivered mail|undeliverable( mail)?:|mail delivery|delivery (status )?(notification|failure|failed|report|has failed)|failure notice|returned mail|mail system error|non.?delivery|delivery to the following|unzustellbar:|nicht zustellbar:|non remis|no se puede entregar|onbestelbaar:|недоставленное|не удается доставить|退信|系统退信|配信不能|无法投递)", Options, Patience)]
    public static partial Regex Opening { get; }

    /// <summary>What stands in the text of such a report.</summary>
    [GeneratedRegex(@"(could|can|was|were|has|have|been|is) ?(not|n't|unable to)( yet)?( be)?( been)? (deliver|sent|send|reach|accept|able to deliver|relay)|unable to (deliver|relay|send)|undeliver(able|ed)|not been delivered|delivery (to|of|has|attempt)[^.]{0,120}(fail|delay|error|not|postpone)|did(n't| not) (reach|receive)|fail(ed|ure)[^.]{0,60}(deliver|recipient|address)|(recipients?|addresse?s?|users?)[^.]{0,80}(fail|reject|unknown|not found|unreachable|affected|invalid)|(user|mailbox|account|recipient|address)[^.]{0,60}(unknown|full|unavailable|not found|does(n't| not) exist|disabled|exceed|over quota|invalid|no such|isn't)|unknown (user|recipient|address)|no such (user|recipient|address|mailbox)|rcpt to|this message was created automatically by mail|returned (to sender|mail|because)|mail delivery (failed|system)|non.?delivery|transcript of session|invalid (final delivery|recipient|address)|reporting-mta|final-recipient|returned message|message (was|is|has been) (returned|rejected|bounced|blocked|delayed|refused)|undeliverable to|error(s)? (was|were|occurred)|host (unknown|not found)|permanent (error|failure)|quota exceeded|following address|rejected (by|for)|spam|nicht (zugestellt|ausgeliefert|erreich)|unzustellbar|(pas|n'a) (pu|été) (être )?(remis|délivr|distribu|transmis)|n'a pas (pu|été)|non remis|no (pudo|puede|se pudo|ha podido) (ser )?entrega|não (pode|pôde|foi) (ser )?entreg|non (è stato|può essere) (possibile )?(consegna|recapita)|niet (worden )?(bezorgd|afgeleverd)|kunde inte levereras|kunne ikke leveres|nie (można|mogła|została|udało) .{0,20}dostarcz|невозможно доставить|не (было|может быть|удалось|был[ао]?) доставлен|не может быть доставлен|无法(发送|投递|送达)|未能(送达|投递)|投递失败|退信|無法|配信できません|送信できません|届きません|お届けできません|エラー|宛先|전송하지|배달되지|실패", Options, Patience)]
    public static partial Regex Sentence { get; }

    /// <summary>That the server keeps trying.</summary>
    [GeneratedRegex(@"warning( message)? only|will (be retried|continue|keep trying|attempt)|has been (delayed|postponed)|not yet been delivered|is delayed|still trying|no action is required|delivery attempts will continue|wird weiter versucht|retried for", Options, Patience)]
    public static partial Regex NotYet { get; }
}
