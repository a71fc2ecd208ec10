using System.IO.MemoryMappedFiles;
using Microsoft.Win32.SafeHandles;

namespace Headlight.Checkpoints;

/// <summary>
/// A file mapped into memory for reading. Safe to read from several threads; it must not shrink meanwhile.
/// </summary>
internal sealed class MappedFile : IDisposable
{
    private readonly MemoryMappedFile map;
    private readonly MemoryMappedViewAccessor view;

    private MappedFile(string path, SafeFileHandle handle)
    {
        Path = path;
        Length = RandomAccess.GetLength(handle);
        map = MemoryMappedFile.CreateFromFile(
            handle, null, 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: true);
        view = map.CreateViewAccessor(0, Length, MemoryMappedFileAccess.Read);
    }

    public string Path { get; }

    public long Length { get; }

    public static MappedFile Open(string path)
    {
        try
        {
            // Pipes and devices have no length, and opening one may wait for ever.
            var link = new FileInfo(path) is { LinkTarget: not null } found ? found : null;
            var target = link?.ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? path;
            if (File.Exists(target) && new FileInfo(target).Length == 0)
            {
                throw new CheckpointException(
                    $"`{path}` is empty or no regular file: copy or download it again.");
            }
            using var handle = File.OpenHandle(path);
            return RandomAccess.GetLength(handle) > 0
                ? new MappedFile(path, handle)
                : throw new CheckpointException($"`{path}` is empty: copy or download it again.");
        }
        catch (Exception error) when (Unreadable.Is(error))
        {
            throw Unreadable.Because(path, error);
        }
    }

    /// <summary>
    /// The bytes, kept mapped until the lease is disposed even if the file is disposed before.
    /// </summary>
    public Lease Borrow() => new(this);

    public void Dispose()
    {
        view.Dispose();
        map.Dispose();
    }

    internal unsafe ref struct Lease : IDisposable
    {
        private readonly MappedFile file;
        private byte* first;

        public Lease(MappedFile file)
        {
            this.file = file;
            file.view.SafeMemoryMappedViewHandle.AcquirePointer(ref first);
        }

        public readonly ReadOnlySpan<byte> Slice(long start, int count)
        {
            if (start < 0 || count < 0 || start > file.Length - count)
            {
                throw new CheckpointException(
                    $"`{file.Path}` has {file.Length} bytes, but {count} are asked for at {start}.");
            }
            return new ReadOnlySpan<byte>(first + file.view.PointerOffset + start, count);
        }

        public void Dispose()
        {
            if (first is not null)
            {
                first = null;
                file.view.SafeMemoryMappedViewHandle.ReleasePointer();
            }
        }
    }
}
