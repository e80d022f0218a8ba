using ServiceDesk.Domain.Mail.Incoming;
using ServiceDesk.Domain.Mail.Mailboxes;
using ServiceDesk.Domain.Vocabulary;
using static ServiceDesk.Tests.Access.Role;

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
        new("MailChannels.ResumeAnswersAsync", Desk, async (s, by) => (await s.Get<MailChannels>().ResumeAnswersAsync(s.Desk.Id, by)).Refusal),
        new("MailsOnRequests.OpenForStaffAsync", Reading, async (s, by) => await LetGoAsync(await s.Get<MailsOnRequests>().OpenForStaffAsync(await s.MailedRequestAsync(), false, by))),
        new("MailsOnRequests.OpenForStaffAsync", Reading, async (s, by) => await LetGoAsync(await s.Get<MailsOnRequests>().OpenForStaffAsync(await s.MailedCommentAsync(s.Nora, isInternal: true), false, by))),
        new("MailsOnRequests.OpenForStaffAsync", Nobody, async (s, by) => await LetGoAsync(await s.Get<MailsOnRequests>().OpenForStaffAsync(await s.IncomingMailAsync(await s.RequestAsync()), false, by))),
        new("MailsOnRequests.OpenForCustomerAsync", Customer, async (s, by) => await LetGoAsync(await s.Get<MailsOnRequests>().OpenForCustomerAsync(await s.MailedRequestAsync(), false, by))),
        new("MailsOnRequests.OpenForCustomerAsync", Customer, async (s, by) => await LetGoAsync(await s.Get<MailsOnRequests>().OpenForCustomerAsync(await s.MailedCommentAsync(s.Karl, isInternal: false), false, by))),
        new("MailsOnRequests.OpenForCustomerAsync", Nobody, async (s, by) => await LetGoAsync(await s.Get<MailsOnRequests>().OpenForCustomerAsync(await s.MailedCommentAsync(s.Nora, isInternal: false), false, by))),
        new("MailsOnRequests.OpenForCustomerAsync", Nobody, async (s, by) => await LetGoAsync(await s.Get<MailsOnRequests>().OpenForCustomerAsync(await s.MailedCommentAsync(s.Karl, isInternal: true), false, by))),
        new("IncomingLog.ListAsync", Desk, async (s, by) => (await s.Get<IncomingLog>().ListAsync(s.Desk.Id, null, null, by)).Refusal),
        new("IncomingLog.OpenOriginalAsync", Desk, async (s, by) => (await s.Get<IncomingLog>().OpenOriginalAsync(await s.IncomingMailAsync(), by)).Refusal),
        new("IncomingLog.OpenOriginalAsync", Reading, async (s, by) => (await s.Get<IncomingLog>().OpenOriginalAsync(await s.IncomingMailAsync(await s.RequestAsync()), by)).Refusal),
        new("IncomingLog.ProcessAgainAsync", Desk, async (s, by) => (await s.Get<IncomingLog>().ProcessAgainAsync(await s.IncomingMailAsync(), by)).Refusal),
        new("DeskMailboxes.NowAsync", Desk, async (s, by) => (await s.Get<DeskMailboxes>().NowAsync(s.Desk.Id, by)).Refusal),
        new("DeskMailboxes.ChangeAsync", Desk, async (s, by) => (await s.Get<DeskMailboxes>().ChangeAsync(await s.MailboxAsync(), by)).Refusal),
        new("DeskMailboxes.SwitchAsync", Desk, async (s, by) => (await s.Get<DeskMailboxes>().SwitchAsync((await s.SavedMailboxAsync()).DeskId, isOn: true, by)).Refusal),
        new("DeskMailboxes.ForgetAsync", Desk, async (s, by) => (await s.Get<DeskMailboxes>().ForgetAsync((await s.SavedMailboxAsync()).DeskId, MailboxSecret.Password, by)).Refusal),
        new("MailboxTrials.TestAsync", Desk, async (s, by) => (await s.Get<MailboxTrials>().TestAsync(await s.MailboxAsync(), by)).Refusal),
    ];

    private static async Task<Refusal?> LetGoAsync<T>(Outcome<T> opened)
        where T : IAsyncDisposable
    {
        if (opened.IsDone)
        {
            await opened.Done.DisposeAsync();
        }

        return opened.Refusal;
    }
}
