using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Domain.Accounts;

/// <summary>What the registration form asks for just now.</summary>
/// <param name="AsksForPassword">Whether the password is chosen at once, because addresses are not verified.</param>
public sealed record RegistrationForm(bool AsksForPassword);

/// <summary>What came of asking to register.</summary>
/// <param name="AccountId">The account that was made at once; null when the rest goes by mail, if at all.</param>
public sealed record Registration(Guid? AccountId);

/// <summary>Nobody may register just now.</summary>
public sealed record RegistrationIsClosed : Refusal;

/// <summary>There is no seat for one more user.</summary>
public sealed record NoSeatToRegister : Refusal;

/// <summary>Addresses of this domain may not register.</summary>
public sealed record DomainMayNotRegister : Refusal;

/// <summary>The one sentence for everybody who cannot register while addresses are not verified (design.md 2.3).</summary>
public sealed record AskAnAdministrator : Refusal;
