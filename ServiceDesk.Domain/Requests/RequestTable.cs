using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ServiceDesk.Domain.Accounts;
using ServiceDesk.Domain.Desks;

namespace ServiceDesk.Domain.Requests;

internal sealed class RequestTable : IEntityTypeConfiguration<Request>, IEntityTypeConfiguration<RequestType>, IEntityTypeConfiguration<RequestCounter>, IEntityTypeConfiguration<Participant>
{
    private static readonly string Unfinished = $"\"Status\" < {(int)RequestStatus.Resolved}";

    public void Configure(EntityTypeBuilder<Request> request)
    {
        request.ToTable("Requests");
        request.HasIndex(r => r.Key).IsUnique();
        request.HasIndex(r => new { r.DeskId, r.Number }).IsUnique();
        // The counts of all queues are read from this one alone.
        request.HasIndex(r => new { r.DeskId, r.Status, r.AssigneeId });
        // Every queue is one stretch of an index in its very order, the number included, so that nothing is sorted; those of what is still to be
        // done do not grow with what was done.
        request.HasIndex(r => new { r.DeskId, r.ChangedAt, r.Number }, "IX_Requests_All");
        request.HasIndex(r => new { r.DeskId, r.Status, r.ChangedAt, r.Number });
        request.HasIndex(r => new { r.DeskId, r.ChangedAt, r.Number }, "IX_Requests_Unfinished").HasFilter(Unfinished);
        request.HasIndex(r => new { r.DeskId, r.AssigneeId, r.ChangedAt, r.Number }).HasFilter(Unfinished).HasDatabaseName("IX_Requests_UnfinishedOfAssignee");
        request.HasIndex(r => new { r.ReporterId, r.ChangedPubliclyAt });
        // What programs ask a desk for, in the order of its queues.
        request.HasIndex(r => new { r.ReporterId, r.DeskId, r.ChangedAt, r.Number });
        request.HasIndex(r => new { r.TypeId, r.DeskId, r.ChangedAt, r.Number });
        request.HasIndex(r => new { r.AssigneeId, r.DeskId, r.ChangedAt, r.Number });
        request.Property(r => r.Summary).HasMaxLength(Request.MostSummaryCharacters);
        request.HasOne<Desk>().WithMany().HasForeignKey(r => r.DeskId);
        request.HasOne<RequestType>().WithMany().HasForeignKey(r => r.TypeId);
        request.HasOne(r => r.Reporter).WithMany().HasForeignKey(r => r.ReporterId);
        request.HasOne(r => r.Assignee).WithMany().HasForeignKey(r => r.AssigneeId);
    }

    public void Configure(EntityTypeBuilder<RequestType> type)
    {
        type.ToTable("RequestTypes");
        type.HasIndex(t => new { t.DeskId, t.Position });
        type.Property(t => t.Name).HasMaxLength(RequestType.MostNameCharacters);
        type.HasOne<Desk>().WithMany().HasForeignKey(t => t.DeskId);
    }

    public void Configure(EntityTypeBuilder<RequestCounter> counter)
    {
        counter.ToTable("RequestCounters");
        counter.HasKey(c => c.DeskId);
        counter.HasOne<Desk>().WithOne().HasForeignKey<RequestCounter>(c => c.DeskId);
    }

    public void Configure(EntityTypeBuilder<Participant> participant)
    {
        participant.ToTable("Participants");
        participant.HasKey(p => new { p.RequestId, p.AccountId });
        participant.HasIndex(p => p.AccountId);
        participant.HasOne<Request>().WithMany().HasForeignKey(p => p.RequestId);
        participant.HasOne<Account>().WithMany().HasForeignKey(p => p.AccountId);
    }
}

internal sealed class ConversationTable : IEntityTypeConfiguration<Comment>, IEntityTypeConfiguration<Attachment>, IEntityTypeConfiguration<AttachmentPiece>
{
    public void Configure(EntityTypeBuilder<Comment> comment)
    {
        comment.ToTable("Comments");
        comment.HasIndex(c => new { c.RequestId, c.WrittenAt });
        comment.HasOne<Request>().WithMany().HasForeignKey(c => c.RequestId);
        comment.HasOne(c => c.Author).WithMany().HasForeignKey(c => c.AuthorId);
    }

    public void Configure(EntityTypeBuilder<Attachment> attachment)
    {
        attachment.ToTable("Attachments");
        attachment.HasIndex(a => a.RequestId);
        attachment.HasIndex(a => new { a.UploadedById, a.RequestId });
        attachment.Property(a => a.FileName).HasMaxLength(CleanText.MostFileNameCharacters);
        attachment.HasOne(a => a.UploadedBy).WithMany().HasForeignKey(a => a.UploadedById);
        attachment.HasOne<Request>().WithMany().HasForeignKey(a => a.RequestId);
        attachment.HasOne<Comment>().WithMany().HasForeignKey(a => a.CommentId);
    }

    public void Configure(EntityTypeBuilder<AttachmentPiece> piece)
    {
        piece.ToTable("AttachmentPieces");
        piece.HasKey(p => new { p.AttachmentId, p.Position });
        piece.HasOne<Attachment>().WithMany().HasForeignKey(p => p.AttachmentId);
    }
}
