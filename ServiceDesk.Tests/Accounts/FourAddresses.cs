using ServiceDesk.Domain.Access;
using ServiceDesk.Tests.Stage;

namespace ServiceDesk.Tests.Accounts;

/// <summary>One address of each kind that an anonymous form must not tell from another.</summary>
internal static class FourAddresses
{
    public const string Unknown = "unknown@example.com";
    public const string Contact = "contact@example.com";
    public const string Customer = "customer@example.com";
    public const string Person = "person@example.com";
    public const string Deactivated = "gone@example.com";
    public const string Blocked = "blocked@example.com";

    /// <summary>A contact without a place, one with a place, an account, a deactivated account, a blocked address, and one of whom nothing is known.</summary>
    public static readonly string[] All = [Unknown, Contact, Customer, Person, Deactivated, Blocked];

    /// <summary>Makes them, on a site whose one desk, IT, takes strangers and where strangers may register.</summary>
    public static async Task MakeAsync(Story story)
    {
        await story.PublicSignupAsync(on: true);
        var desk = await story.DeskAsync("IT", CustomerAccess.EveryoneMaySignUp);
        await story.OpenRegistrationAsync();
        await story.ContactAsync(Contact, "Connie Contact");
        await story.JoinAsync(desk, (await story.ContactAsync(Customer, "Cora Customer")).Id);
        await story.PersonWithPasswordAsync(Person);
        await story.DeactivateAsync((await story.PersonWithPasswordAsync(Deactivated)).AccountId!.Value);
        await story.PersonWithPasswordAsync(Blocked);
        await story.BlockAsync(AddressRuleKind.BlockedAddress, Blocked);
    }
}
