using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Domain.Collectors;

/// <summary>The collector needs a name.</summary>
public sealed record CollectorNameIsMissing : Refusal;

/// <summary>It is no origin of a web site.</summary>
/// <param name="Typed">What was typed.</param>
public sealed record NotAnOrigin(string Typed) : Refusal;

/// <summary>It is no colour.</summary>
public sealed record NotAColour : Refusal;

/// <summary>A collector takes at least one request a day, and no more than this.</summary>
/// <param name="Most">The most.</param>
public sealed record CapIsOutOfRange(int Most) : Refusal;

/// <summary>The desk offers no such request type, or none at all.</summary>
public sealed record CollectorHasNoType : Refusal;

/// <summary>The default reporter is not on the customer list.</summary>
public sealed record DefaultReporterIsNoCustomer : Refusal;

/// <summary>Two keys count already; one has to go first.</summary>
public sealed record TwoKeysAlready : Refusal;

/// <summary>It is no public key for ES256.</summary>
public sealed record NotAPublicKey : Refusal;

/// <summary>There is no such collector, or it is switched off.</summary>
public sealed record CollectorIsOff : Refusal;

/// <summary>The page is not on one of the web sites that may use the collector.</summary>
public sealed record OriginIsNotAllowed : Refusal;

/// <summary>The token is not one of the host's: its signature, audience, algorithm or shape is wrong.</summary>
public sealed record TokenIsNotValid : Refusal;

/// <summary>The token has run out, or does not count yet.</summary>
public sealed record TokenHasExpired : Refusal;

/// <summary>The token says no end, or one too far ahead: that is the host's to mend.</summary>
public sealed record TokenCountsTooLong : Refusal;

/// <summary>The token names nobody by a usable address, or has no usable nonce: that is the host's to mend.</summary>
public sealed record TokenLacksClaims : Refusal;

/// <summary>The token was used before.</summary>
public sealed record TokenWasUsed : Refusal;

/// <summary>The collector took as much as it may in a day.</summary>
public sealed record CollectorIsFull : Refusal;

/// <summary>The desk takes no request from this person.</summary>
public sealed record CollectorDoesNotTakeYou : Refusal;

/// <summary>The collector takes no files, or not so many.</summary>
public sealed record FilesAreNotTaken : Refusal;

/// <summary>The work a browser does in place of a picture is missing, wrong, or has run out.</summary>
public sealed record BrowserWorkIsMissing : Refusal;

/// <summary>A file that was posted is empty.</summary>
/// <param name="FileName">Its name.</param>
public sealed record PostedFileIsEmpty(string FileName) : Refusal;

/// <summary>What was posted cannot be read.</summary>
public sealed record PostIsNotReadable : Refusal;

/// <summary>What was posted is larger than is taken.</summary>
public sealed record PostIsTooLarge : Refusal;

/// <summary>Too many requests came from this network, or by all collectors of the site.</summary>
public sealed record TooManyCollected(TimeSpan RetryAfter) : TooMany(MinutesOf(RetryAfter), RetryAfter);
