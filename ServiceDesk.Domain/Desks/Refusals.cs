using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Domain.Desks;

/// <summary>The typed key is not one: two to ten capital letters and digits, a letter first.</summary>
public sealed record NotADeskKey : Refusal;

/// <summary>Another desk, perhaps an archived one, has this key.</summary>
/// <param name="Key">The key.</param>
public sealed record DeskKeyInUse(string Key) : Refusal;

/// <summary>The portal needs this word for its own addresses.</summary>
/// <param name="Key">The key.</param>
public sealed record DeskKeyIsReserved(string Key) : Refusal;

/// <summary>A desk cannot let strangers sign up while the site's Public signup is off.</summary>
public sealed record PublicSignupIsOff : Refusal;

/// <summary>Only who holds a seat of Service Desk or Team can be on an agents list.</summary>
/// <param name="Name">Who has none.</param>
public sealed record HoldsNoSeat(string Name) : Refusal;

/// <summary>Only who holds a seat of Service Desk can administer a desk.</summary>
/// <param name="Name">Who has none.</param>
public sealed record HoldsNoAgentSeat(string Name) : Refusal;

/// <summary>The person is on the agents list already.</summary>
/// <param name="Name">Who.</param>
public sealed record AlreadyOnTheDesk(string Name) : Refusal;

/// <summary>Who administers a desk is named, and taken off, by site administrators.</summary>
public sealed record AdministratorsAreNamedByTheSite : Refusal;
