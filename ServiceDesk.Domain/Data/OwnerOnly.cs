namespace ServiceDesk.Domain.Data;

/// <summary>Folders and files that nobody but the user the site runs as may read. Windows has its folder's rights instead.</summary>
public static class OwnerOnly
{
    private const UnixFileMode Readable = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Makes a folder that is missing; one that is there keeps its rights.</summary>
    public static void MakeFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, Readable | UnixFileMode.UserExecute);
        }
    }

    /// <summary>Makes an empty file, for a program that would make it readable for everybody and keeps the rights of one that is there.</summary>
    public static void MakeFile(string file)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = Readable;
        }

        using var made = new FileStream(file, options);
    }
}
