namespace ServiceDesk.Domain.Vocabulary;

/// <summary>
/// A "no", by its type and arguments. Its sentence is a resource: the type's name in the Texts of its feature,
/// filled with the record's own properties in their order (<see cref="Sentences"/>).
/// </summary>
public abstract record Refusal;

/// <summary>What was asked for does not exist, or the asker may not see it: the two answer alike (design.md 2.8).</summary>
public sealed record NotFound : Refusal;

/// <summary>The asker may see it but not do this.</summary>
public sealed record NotAllowed : Refusal;

/// <summary>Somebody else changed it first; nothing was overwritten.</summary>
public sealed record ChangedMeanwhile : Refusal;

/// <summary>The database did not answer in time, for example because another process holds it locked; nothing was changed.</summary>
public sealed record DatabaseIsBusy : Refusal;

/// <summary>The database server does not answer at all; nothing was changed.</summary>
public sealed record DatabaseIsAway : Refusal;

/// <summary>The typed text is not one mail address.</summary>
public sealed record NotAnAddress : Refusal;

/// <summary>A field that must be filled in is empty.</summary>
public sealed record Missing : Refusal;

/// <summary>A text is longer than it may be.</summary>
/// <param name="MostCharacters">The longest it may be.</param>
public sealed record TooLong(int MostCharacters) : Refusal;
