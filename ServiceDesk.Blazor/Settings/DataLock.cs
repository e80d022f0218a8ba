using ServiceDesk.Domain.Data;

namespace ServiceDesk.Blazor.Settings;

/// <summary>Keeps a second process off the same SQLite file for as long as this one runs: two would not hear each other's news.</summary>
internal sealed class DataLock : IDisposable
{
    private readonly FileStream _file;

    private DataLock(FileStream file) => _file = file;

    /// <summary>Takes the folder; throws when another process has it.</summary>
    public static DataLock Take(string folder)
    {
        try
        {
            return new DataLock(new FileStream(Path.Combine(folder, "servicedesk.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (UnauthorizedAccessException e)
        {
            throw new CannotStartException($"The file servicedesk.lock in the data folder {folder} belongs to somebody else (setting Site:DataFolder). Give the folder and all in it to the user that ServiceDesk runs as.", e);
        }
        catch (IOException e)
        {
            throw new CannotStartException($"Another ServiceDesk runs on the data folder {folder}. Stop it first, or use PostgreSQL for several nodes.", e);
        }
    }

    public void Dispose() => _file.Dispose();
}
