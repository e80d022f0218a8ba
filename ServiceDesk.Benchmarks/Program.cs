using ServiceDesk.Benchmarks;

// One measurement a name; each starts the real site as a process of its own and prints a table.
var measurements = new Dictionary<string, Func<Task>>(StringComparer.Ordinal)
{
    ["start"] = StartBenchmark.RunAsync,
    ["customers"] = CustomersBenchmark.RunAsync,
};

if (args is [var name] && measurements.TryGetValue(name, out var measure))
{
    await measure();
    return 0;
}

await Console.Error.WriteLineAsync($"Usage: dotnet run -c Release --project ServiceDesk.Benchmarks -- NAME, where NAME is one of: {string.Join(", ", measurements.Keys)}");
return 2;
