namespace ServiceDesk.Domain.Access;

/// <summary>How often what costs something may be tried (settings <c>Limits:*</c>). 0 means no limit, which benchmarks and browser tests use. Counted on each node. Those of log-ins stand with the accounts.</summary>
public sealed class LimitsOptions
{
    /// <summary>The section of the settings.</summary>
    public const string Section = "Limits";

    /// <summary>Sign-ups and registrations asked for from one network address (IPv6 as /64) in an hour.</summary>
    public int SignUpsPerNetwork { get; set; } = 20;

    /// <summary>Sign-ups and registrations asked for with one mail address in an hour.</summary>
    public int SignUpsPerAddress { get; set; } = 5;

    /// <summary>Sign-ups and registrations asked for on the whole site in an hour.</summary>
    public int SignUpsPerSite { get; set; } = 1_000;

    /// <summary>Failed log-ins for one mail address from one network address, after which each further try has to wait, longer each time.</summary>
    public int FailedLogIns { get; set; } = 5;

    /// <summary>The same for one network address, whatever the mail address.</summary>
    public int FailedLogInsPerNetwork { get; set; } = 50;

    /// <summary>Mails that strangers may have sent to one mail address in an hour, by whatever form.</summary>
    public int MailsPerAddress { get; set; } = 6;

    /// <summary>Mails that may be asked for from one network address in an hour, such as by forgotten password.</summary>
    public int MailsPerNetwork { get; set; } = 30;

    /// <summary>Mails that strangers may have sent by the whole site in an hour.</summary>
    public int MailsPerSite { get; set; } = 2_000;

    /// <summary>Customers one account may invite in an hour, on all desks.</summary>
    public int InvitationsPerAccount { get; set; } = 2_000;

    /// <summary>Requests one account may raise in an hour.</summary>
    public int RequestsPerAccount { get; set; } = 60;

    /// <summary>Attachments one account may upload in an hour.</summary>
    public int AttachmentsPerAccount { get; set; } = 200;

    /// <summary>Mails of one sender that are processed in an hour.</summary>
    public int MailsInPerSender { get; set; } = 100;

    /// <summary>Mails that are taken in for one desk in an hour.</summary>
    public int MailsInPerDesk { get; set; } = 10_000;

    /// <summary>Connection tests of mailboxes one account may have in an hour, on all desks.</summary>
    public int MailboxTestsPerAccount { get; set; } = 30;

    /// <summary>Posts to collectors with a signed identity from one network address (IPv6 as /64) in an hour: all of an office may come from one.</summary>
    public int CollectedSignedPerNetwork { get; set; } = 300;

    /// <summary>Posts to collectors without one from one network address (IPv6 as /64) in an hour.</summary>
    public int CollectedPerNetwork { get; set; } = 30;

    /// <summary>Posts to one collector in an hour.</summary>
    public int CollectedPerCollector { get; set; } = 1_000;

    /// <summary>Posts to all collectors of the site in an hour.</summary>
    public int CollectedPerSite { get; set; } = 10_000;

    /// <summary>Automatic answers one desk sends within ten minutes; before one more it stops, and stays so until an administrator of the desk lets it again. Counted in the database.</summary>
    public int MailAnswersPerDesk { get; set; } = 120;

    /// <summary>Calls of the API with one token in a minute.</summary>
    public int ApiCallsPerToken { get; set; } = 600;

    /// <summary>Calls of the API from one network address (IPv6 as /64) in a minute, without a token that counts.</summary>
    public int ApiCallsPerNetwork { get; set; } = 1_200;

    /// <summary>Live pages one account may have open at once.</summary>
    public int CircuitsPerAccount { get; set; } = 50;

    /// <summary>Live pages that may be open at once on one node.</summary>
    public int CircuitsPerSite { get; set; } = 5_000;

    /// <summary>How many seconds a person needs at least to fill in an anonymous form; what is faster is asked to send it once more.</summary>
    public int LeastFormSeconds { get; set; } = 1;

    /// <summary>What is wrong with a value, naming its key; null when all are right.</summary>
    public string? Problem() => typeof(LimitsOptions).GetProperties()
        .Where(property => (int)property.GetValue(this)! < 0)
        .Select(property => $"{Section}:{property.Name} is negative; it is a number of times, and 0 means no limit.")
        .FirstOrDefault();
}
