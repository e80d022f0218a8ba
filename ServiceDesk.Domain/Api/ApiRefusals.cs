using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Domain.Api;

/// <summary>No token came along, or one that does not count: unknown, revoked, or of an account that is shut.</summary>
public sealed record TokenDoesNotCount : Refusal;

/// <summary>The token's time has run out.</summary>
public sealed record ApiTokenHasExpired : Refusal;

/// <summary>The token's owner has to choose a password before anything else can be done in their name.</summary>
public sealed record PasswordMustBeChanged : Refusal;

/// <summary>The token does not let its program do this.</summary>
/// <param name="Scope">The scope that would.</param>
public sealed record ScopeIsMissing(string Scope) : Refusal;

/// <summary>A token lets a program do nothing, unless somebody says what.</summary>
public sealed record NoScopeChosen : Refusal;

/// <summary>There is no such length of time to choose.</summary>
public sealed record NoSuchLifetime : Refusal;

/// <summary>The person has as many tokens as anybody may.</summary>
/// <param name="Most">How many.</param>
public sealed record TooManyTokens(int Most) : Refusal;

/// <summary>The Idempotency-Key is none.</summary>
/// <param name="MostCharacters">The longest it may be.</param>
public sealed record NotAnIdempotencyKey(int MostCharacters) : Refusal;

/// <summary>Something else was sent under this Idempotency-Key.</summary>
public sealed record KeyWasUsed : Refusal;

/// <summary>What was first sent under this Idempotency-Key is still being done.</summary>
public sealed record StillAtIt : Refusal;

/// <summary>What was sent cannot be read.</summary>
public sealed record CannotBeRead : Refusal;

/// <summary>What was sent is larger than is taken.</summary>
public sealed record BodyIsTooLarge : Refusal;

/// <summary>What was sent is not of the kind that is taken.</summary>
/// <param name="Wanted">The media type that is.</param>
public sealed record NotThisMediaType(string Wanted) : Refusal;

/// <summary>A field that has to be there is not.</summary>
/// <param name="Field">Which, with the fields it is in.</param>
public sealed record FieldIsMissing(string Field) : Refusal;

/// <summary>There is no such field.</summary>
/// <param name="Field">Which, with the fields it is in.</param>
public sealed record FieldIsUnknown(string Field) : Refusal;

/// <summary>A field is there more than once.</summary>
/// <param name="Field">Which, with the fields it is in.</param>
public sealed record FieldIsThereTwice(string Field) : Refusal;

/// <summary>A field has a value of another type than it takes, or none where it needs one.</summary>
/// <param name="Field">Which, with the fields it is in.</param>
/// <param name="Type">The type it takes, as JSON calls it.</param>
public sealed record FieldIsOfAnotherType(string Field, string Type) : Refusal;

/// <summary>A field has none of the values it can have.</summary>
/// <param name="Field">Which, with the fields it is in.</param>
/// <param name="Values">Those it can have.</param>
public sealed record FieldIsNoneOf(string Field, string Values) : Refusal;

/// <summary>A parameter that the address needs is not there.</summary>
/// <param name="Name">The parameter.</param>
public sealed record ParameterIsMissing(string Name) : Refusal;

/// <summary>A parameter of the address has none of the values it can have.</summary>
/// <param name="Name">The parameter.</param>
/// <param name="Values">Those it can have.</param>
public sealed record ParameterIsNoneOf(string Name, string Values) : Refusal;

/// <summary>A parameter of the address is no instant.</summary>
/// <param name="Name">The parameter.</param>
public sealed record NotAnInstant(string Name) : Refusal;

/// <summary>The desk offers no request type of this id.</summary>
public sealed record TypeIsNotOfTheDesk : Refusal;

/// <summary>A parameter of the address is unknown, or its value is none it can have.</summary>
/// <param name="Name">The parameter.</param>
public sealed record NotThisParameter(string Name) : Refusal;

/// <summary>The address is one of the API's, but takes no such method.</summary>
public sealed record NotThisMethod : Refusal;

/// <summary>The change has to say on which version it is made.</summary>
public sealed record VersionIsMissing : Refusal;

/// <summary>Something went wrong inside; it is in the site's log.</summary>
/// <param name="Reference">By what it is found there.</param>
public sealed record BrokenInside(string Reference) : Refusal;

/// <summary>The site is not set up yet.</summary>
public sealed record NotSetUpYet : Refusal;
