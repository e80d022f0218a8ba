namespace ServiceDesk.Tests.Access;

/// <summary>One fact or setting that can be changed by itself, and all the values it can have.</summary>
internal sealed record Flag<T>(string Name, params Func<T, T>[] Values)
{
    /// <summary>Every thing with every value of this flag.</summary>
    public IEnumerable<T> Of(IEnumerable<T> things) => things.SelectMany(Of);

    /// <summary>The thing with every value of this flag.</summary>
    public IEnumerable<T> Of(T thing) => Values.Select(value => value(thing));

    /// <summary>The thing with a value picked by chance.</summary>
    public T Any(T thing, Random chance) => Values[chance.Next(Values.Length)](thing);

    public override string ToString() => Name;
}
