using ServiceDesk.Domain.Mail.Incoming;

namespace ServiceDesk.Tests.Access;

// How mail comes to a desk.
internal static partial class WrittenRoles
{
    private static readonly WrittenRole[] OfIncomingMail =
    [
        new("MailChannels.NowAsync", Desk, async (s, by) => (await s.Get<MailChannels>().NowAsync(s.Desk.Id, by)).Refusal),
        new("MailChannels.ChangeAsync", Desk, async (s, by) => (await s.Get<MailChannels>().ChangeAsync(await s.MailChannelAsync(), by)).Refusal),
        new("MailChannels.MakeTokenAsync", Desk, async (s, by) => (await s.Get<MailChannels>().MakeTokenAsync(s.Desk.Id, by)).Refusal),
        new("MailChannels.RevokeTokenAsync", Desk, async (s, by) => (await s.Get<MailChannels>().RevokeTokenAsync(s.Desk.Id, by)).Refusal),
        new("IncomingLog.ListAsync", Desk, async (s, by) => (await s.Get<IncomingLog>().ListAsync(s.Desk.Id, null, null, by)).Refusal),
        new("IncomingLog.OpenOriginalAsync", Desk, async (s, by) => (await s.Get<IncomingLog>().OpenOriginalAsync(await s.IncomingMailAsync(), by)).Refusal),
        new("IncomingLog.OpenOriginalAsync", Reading, async (s, by) => (await s.Get<IncomingLog>().OpenOriginalAsync(await s.IncomingMailAsync(await s.RequestAsync()), by)).Refusal),
        new("IncomingLog.ProcessAgainAsync", Desk, async (s, by) => (await s.Get<IncomingLog>().ProcessAgainAsync(await s.IncomingMailAsync(), by)).Refusal),
    ];
}
