using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace ServiceDesk.Domain.Guards;

/// <summary>What a form asks of who sends it: the word of a picture, or some work of the browser.</summary>
/// <param name="Token">Goes with the form and comes back with it.</param>
/// <param name="Picture">The picture of the word, a PNG file.</param>
/// <param name="Nonce">What the browser works on: it looks for a number N so that SHA-256 of "nonce:N" begins with <paramref name="Bits"/> zeros.</param>
/// <param name="Bits">How much work that is: each bit doubles it.</param>
public sealed record Challenge(string Token, byte[] Picture, string Nonce, int Bits);

/// <summary>What came back with a form; as it was sent, so anything may be in it.</summary>
/// <param name="Token">The challenge's token.</param>
/// <param name="Word">The word that was typed.</param>
/// <param name="Proof">The number that the browser found.</param>
public sealed record ChallengeAnswer(string? Token, string? Word, string? Proof);

/// <summary>What is sealed in a token.</summary>
internal sealed record SealedChallenge(string Form, string Word, Guid Nonce, int Bits, DateTimeOffset At)
{
    private const int MostDigits = 20;

    public string NonceText => Nonce.ToString("N");

    public static SealedChallenge? Read(string? text) => text?.Split(' ') is [var form, var word, var nonce, var bits, var ticks]
        ? new SealedChallenge(form, word, Guid.Parse(nonce), int.Parse(bits, CultureInfo.InvariantCulture), new DateTimeOffset(long.Parse(ticks, CultureInfo.InvariantCulture), TimeSpan.Zero))
        : null;

    /// <summary>Whether the answer is right, by whichever way; the time taken does not depend on how nearly.</summary>
    public bool IsAnsweredBy(ChallengeAnswer answer) => IsWord(answer.Word) | IsProof(answer.Proof);

    public override string ToString() => $"{Form} {Word} {NonceText} {Bits.ToString(CultureInfo.InvariantCulture)} {At.UtcTicks.ToString(CultureInfo.InvariantCulture)}";

    private bool IsWord(string? typed)
    {
        var letters = string.Concat((typed ?? "").Take(Word.Length * 4).Where(c => !char.IsWhiteSpace(c))).ToUpperInvariant();
        return CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(letters)), SHA256.HashData(Encoding.UTF8.GetBytes(Word)));
    }

    private bool IsProof(string? number)
    {
        var isNumber = number is { Length: > 0 and <= MostDigits } && number.All(char.IsAsciiDigit);
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{NonceText}:{(isNumber ? number : "")}"));
        Span<byte> mask = stackalloc byte[hash.Length];
        for (var bit = 0; bit < Bits; bit++)
        {
            mask[bit / 8] |= (byte)(0x80 >> (bit % 8));
        }

        var rest = 0;
        for (var i = 0; i < hash.Length; i++)
        {
            rest |= hash[i] & mask[i];
        }

        return isNumber & (rest == 0);
    }
}
