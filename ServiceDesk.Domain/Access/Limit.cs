namespace ServiceDesk.Domain.Access;

/// <summary>A limit on how often something may be tried; each has a setting of its name.</summary>
internal enum Limit
{
    SignUpsPerNetwork,
    SignUpsPerAddress,
    SignUpsPerSite,
    MailsPerAddress,
    MailsPerNetwork,
    MailsPerSite,
    InvitationsPerAccount,
    RequestsPerAccount,
    AttachmentsPerAccount,
    MailsInPerSender,
    MailsInPerDesk,
    MailboxTestsPerAccount,
    CollectedPerNetwork,
    CollectedSignedPerNetwork,
    CollectedPerCollector,
    CollectedPerSite,
    ApiCallsPerToken,
    ApiCallsPerNetwork,
    CircuitsPerAccount,
    CircuitsPerSite,
}
