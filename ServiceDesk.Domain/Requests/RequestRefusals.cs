using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Domain.Requests;

/// <summary>A request needs a summary.</summary>
public sealed record SummaryIsMissing : Refusal;

/// <summary>The summary is too long.</summary>
/// <param name="MostCharacters">The longest it may be.</param>
public sealed record SummaryIsTooLong(int MostCharacters) : Refusal;

/// <summary>The description or comment is too long.</summary>
/// <param name="MostCharacters">The longest it may be.</param>
public sealed record TextIsTooLong(int MostCharacters) : Refusal;

/// <summary>Something else was sent from the same form already, for example in another tab.</summary>
public sealed record SentBefore : Refusal;

/// <summary>A comment has neither text nor files.</summary>
public sealed record NothingWritten : Refusal;

/// <summary>The request type is not offered (any more).</summary>
public sealed record TypeIsNotOffered : Refusal;

/// <summary>The request is closed: nothing is added to its conversation.</summary>
public sealed record RequestIsClosed : Refusal;

/// <summary>The desk's staff may read its portal, but only its customers write there.</summary>
public sealed record NotItsCustomer : Refusal;

/// <summary>Only an agent of the desk can look after a request.</summary>
public sealed record NotAnAgentOfTheDesk : Refusal;

/// <summary>Somebody else wrote on the request or changed it meanwhile; the reply was not sent.</summary>
public sealed record ReplyCrossed : Refusal;

/// <summary>The file has no content.</summary>
/// <param name="FileName">Its name.</param>
public sealed record FileIsEmpty(string FileName) : Refusal;

/// <summary>The file is too large.</summary>
/// <param name="FileName">Its name.</param>
/// <param name="Limit">The largest it may be.</param>
public sealed record FileIsTooLarge(string FileName, FileLimit Limit) : Refusal;

/// <summary>Too many files with one message.</summary>
/// <param name="Most">How many there may be.</param>
public sealed record TooManyFiles(int Most) : Refusal;

/// <summary>The person has too many files lying here that were never sent.</summary>
public sealed record TooManyUnsentFiles : Refusal;

/// <summary>An attached file is not here any more: it was taken back or lay too long.</summary>
public sealed record FileIsGone : Refusal;

/// <summary>A request type needs a name.</summary>
public sealed record TypeNameIsMissing : Refusal;

/// <summary>The request type's name is too long.</summary>
/// <param name="MostCharacters">The longest it may be.</param>
public sealed record TypeNameIsTooLong(int MostCharacters) : Refusal;

/// <summary>The request type's description is too long.</summary>
/// <param name="MostCharacters">The longest it may be.</param>
public sealed record TypeDescriptionIsTooLong(int MostCharacters) : Refusal;

/// <summary>The desk offers a request type of this name already.</summary>
/// <param name="Name">The name.</param>
public sealed record TypeNameIsTaken(string Name) : Refusal;

/// <summary>There is no icon of this name.</summary>
public sealed record NoSuchIcon : Refusal;

/// <summary>The desk's requests have no participants.</summary>
public sealed record NoParticipantsHere : Refusal;

/// <summary>Only people on the desk's customer list may take part in its requests.</summary>
public sealed record OnlyCustomersTakePart : Refusal;

/// <summary>The person cannot be brought in; why is nothing a customer has to know.</summary>
public sealed record CannotTakePart : Refusal;

/// <summary>The person is the reporter or a participant already.</summary>
/// <param name="Name">Their name.</param>
public sealed record TakesPartAlready(string Name) : Refusal;

/// <summary>The request has as many participants as it may have.</summary>
/// <param name="Most">How many.</param>
public sealed record TooManyParticipants(int Most) : Refusal;
