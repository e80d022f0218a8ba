using System.Security.Cryptography;

namespace ServiceDesk.Domain.Guards;

/// <summary>Where the words of the pictures come from: chance, which is outside of the process.</summary>
public interface ICaptchaWords
{
    /// <summary>Another word.</summary>
    string Next();
}

/// <summary>Letters by chance; no words of a language, which could be guessed from a part.</summary>
public sealed class RandomWords : ICaptchaWords
{
    private const int Letters = 5;

    /// <inheritdoc/>
    public string Next() => new(RandomNumberGenerator.GetItems<char>([.. LetterShapes.Letters], Letters));
}
