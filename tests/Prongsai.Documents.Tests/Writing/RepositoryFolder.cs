namespace Prongsai.Documents.Tests.Writing;

internal static class RepositoryFolder
{
    public static string Find(params string[] parts)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Prongsai.slnx")))
            {
                return Path.Combine([folder.FullName, .. parts]);
            }
        }
        throw new DirectoryNotFoundException("The tests do not run inside the repository.");
    }
}
