using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Domain.Accounts;

/// <summary>What the form of an open desk shows.</summary>
/// <param name="DeskKey">The desk's key.</param>
/// <param name="DeskName">Its name.</param>
/// <param name="AsksForPassword">Whether the password is chosen at once, because addresses are not verified.</param>
public sealed record SignUpForm(string DeskKey, string DeskName, bool AsksForPassword);

/// <summary>What came of sending the form.</summary>
/// <param name="Account">The account that was made at once, because addresses are not verified; null when the rest goes by mail, if at all.</param>
public sealed record SignUpAsked(SignedUp? Account);

/// <summary>What the page behind the link shows.</summary>
/// <param name="DeskKey">The desk's key.</param>
/// <param name="DeskName">Its name.</param>
/// <param name="Address">The address the link was mailed to.</param>
/// <param name="FullName">The name offered, to be corrected.</param>
/// <param name="IsContact">Whether the address is a contact's, who keeps the requests they have.</param>
public sealed record SignUpSeen(string DeskKey, string DeskName, string Address, string FullName, bool IsContact);

/// <summary>A finished sign-up.</summary>
/// <param name="AccountId">Who is to be logged in.</param>
/// <param name="LandsOn">The local path of what they came for.</param>
public sealed record SignedUp(Guid AccountId, string LandsOn);

/// <summary>The desk takes nobody by itself just now, or there is no such desk: the two answer alike.</summary>
public sealed record SignUpIsClosed : Refusal;

/// <summary>Addresses of this domain may not sign up.</summary>
public sealed record DomainMayNotSignUp : Refusal;

/// <summary>The one sentence for everybody who cannot sign up while addresses are not verified (design.md 2.3).</summary>
public sealed record AskTheDesk : Refusal;

/// <summary>The person has an account meanwhile: there is only to log in.</summary>
public sealed record HasAnAccount : Refusal;

/// <summary>What was asked for at the form, checked.</summary>
internal sealed record SignUpRequest(EmailAddress Address, string FullName, string Hash, string? ReturnPath);

internal static class SignUpRefusals
{
    /// <summary>What a person is told of a reason of the rule book.</summary>
    public static Refusal Of(RefusedBecause reason) => reason switch
    {
        RefusedBecause.DomainIsBlocked or RefusedBecause.DomainIsNotAllowed => new DomainMayNotSignUp(),
        RefusedBecause.AddressIsBlocked => new AddressIsBlocked(),
        RefusedBecause.AccountIsDeactivated => new AccountIsDeactivated(),
        RefusedBecause.LogOutFirst => new LogOutFirst(),
        RefusedBecause.HasAnAccount => new HasAnAccount(),
        RefusedBecause.NotForThisRole => new NotAllowed(),
        _ => new SignUpIsClosed(),
    };
}
