using System.Diagnostics.CodeAnalysis;

namespace ServiceDesk.Domain.Vocabulary;

/// <summary>What an operation came to: done, with its result, or refused, with the reason.</summary>
/// <typeparam name="T">The result when done.</typeparam>
public readonly struct Outcome<T>
{
    private readonly T? _done;

    private Outcome(T? done, Refusal? refusal) => (_done, Refusal) = (done, refusal);

    /// <summary>Why it was refused; null when it was done.</summary>
    public Refusal? Refusal { get; }

    /// <summary>Whether it was done.</summary>
    [MemberNotNullWhen(false, nameof(Refusal))]
    public bool IsDone => Refusal is null;

    /// <summary>The result. Throws when the operation was refused.</summary>
    public T Done => Refusal is null ? _done! : throw new InvalidOperationException($"Refused: {Refusal}");

    /// <summary>A result is an outcome.</summary>
    public static implicit operator Outcome<T>(T done) => new(done, null);

    /// <summary>A refusal is an outcome.</summary>
    public static implicit operator Outcome<T>(Refusal refusal) => new(default, refusal);

    /// <summary>Continues with either.</summary>
    public TOut Match<TOut>(Func<T, TOut> done, Func<Refusal, TOut> refused) => Refusal is null ? done(_done!) : refused(Refusal);
}

/// <summary>The result of an operation that has nothing more to tell.</summary>
public readonly record struct Done;
