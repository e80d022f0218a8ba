using ServiceDesk.Domain.Access;

namespace ServiceDesk.Tests.Access;

public class WhoCanDoWhatTests
{
    [Fact]
    public void At_an_open_desk_everything_works() => Assert.Equal(
        [
            "SignUpForm Stranger Unknown: MailProof",
            "Email Stranger Unknown: MakeContactAndJoin",
            "PortalReading Customer Account: Nothing",
            "PortalWriting Customer Account: Join",
            "PortalReading Customer Account listed: Nothing",
            "PortalWriting Customer Account listed: Nothing",
            "Invitation Agent Unknown: Invite",
            "Invitation DeskAdministrator Unknown: Invite",
            "SilentAdd DeskAdministrator Unknown: MakeContactAndJoin",
        ],
        At("open"));

    [Fact]
    public void At_a_restricted_desk_only_an_administrator_brings_people_in() => Assert.Equal(
        [
            "SignUpForm Stranger Unknown: no, DeskIsRestricted",
            "Email Stranger Unknown: no, DeskIsRestricted",
            "PortalReading Customer Account: no, DeskIsRestricted",
            "PortalWriting Customer Account: no, DeskIsRestricted",
            "PortalReading Customer Account listed: Nothing",
            "PortalWriting Customer Account listed: Nothing",
            "Invitation Agent Unknown: no, DeskIsRestricted",
            "Invitation DeskAdministrator Unknown: Invite",
            "SilentAdd DeskAdministrator Unknown: MakeContactAndJoin",
        ],
        At("on/R"));

    [Fact]
    public void At_a_suspended_desk_those_with_an_account_still_work() => Assert.Equal(
        [
            "SignUpForm Stranger Unknown: no, PublicSignupIsOff",
            "Email Stranger Unknown: no, PublicSignupIsOff",
            "PortalReading Customer Account: Nothing",
            "PortalWriting Customer Account: Join",
            "PortalReading Customer Account listed: Nothing",
            "PortalWriting Customer Account listed: Nothing",
            "Invitation Agent Unknown: no, PublicSignupIsOff",
            "Invitation DeskAdministrator Unknown: no, PublicSignupIsOff",
            "SilentAdd DeskAdministrator Unknown: no, PublicSignupIsOff",
        ],
        At("off/S"));

    private static IEnumerable<string> At(string desk) =>
        WhoCanDoWhat.RightNow(DeskStates.Of(desk)).Select(row =>
        {
            Assert.Equal(row.IsAllowed, row.Reason is null);
            var listed = row.IsOnList ? " listed" : "";
            var answer = row.IsAllowed ? $"{row.Effect}" : $"no, {row.Reason}";
            return $"{row.Door} {row.Role} {row.Standing}{listed}: {answer}";
        });
}
