"""A tasking: one solicitation to every office, with its quotas and the offices' responses."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from coordinator.model.base import Base, word
from coordinator.model.license import Product
from coordinator.model.office import Office
from coordinator.model.stored_file import StoredFile
from coordinator.rules.vocabulary import Area, ResponseState, TaskingState


class Tasking(Base):
    """One solicitation, such as 0447-21. `due_at` is the moment; `due_zone` is whose clock it was set by."""

    __tablename__ = "tasking"
    __area__ = Area.TASKINGS
    __table_args__ = (CheckConstraint("number <> ''", "number_given"),)

    number: Mapped[str] = mapped_column(unique=True)
    subject: Mapped[str]
    routing: Mapped[str] = mapped_column(default="")
    text: Mapped[str] = mapped_column(default="")
    attachments: Mapped[str] = mapped_column(default="")
    issued_on: Mapped[date]
    due_at: Mapped[datetime]
    due_zone: Mapped[str]
    state: Mapped[TaskingState] = word(TaskingState, default=TaskingState.OPEN)
    point_of_contact: Mapped[str] = mapped_column(default="")
    point_of_contact_email: Mapped[str] = mapped_column(default="")
    product_id: Mapped[int] = mapped_column(ForeignKey("product.id"), index=True)
    memo_file_id: Mapped[int | None] = mapped_column(ForeignKey("stored_file.id"))

    product: Mapped[Product] = relationship()
    quotas: Mapped[list["Quota"]] = relationship(back_populates="tasking")
    responses: Mapped[list["Response"]] = relationship(back_populates="tasking")


class Quota(Base):
    """How many designees an office may name; input over it is accepted and marked.

    `reserved` of the seats go to this office whatever the ranks of others. `given_back` were its own once, not in
    `seats` any more; `taken_up` came to it from what others gave back and are in `seats`.
    """

    __tablename__ = "quota"
    __area__ = Area.TASKINGS
    __table_args__ = (
        UniqueConstraint("tasking_id", "office_id"),
        CheckConstraint("seats >= 0", "seats_not_negative"),
        CheckConstraint("reserved BETWEEN 0 AND seats", "reserved_within_seats"),
        CheckConstraint("given_back >= 0", "given_back_not_negative"),
        CheckConstraint("taken_up >= 0", "taken_up_not_negative"),
    )

    tasking_id: Mapped[int] = mapped_column(ForeignKey("tasking.id"))
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"), index=True)
    seats: Mapped[int]
    reserved: Mapped[int] = mapped_column(default=0)
    given_back: Mapped[int] = mapped_column(default=0)
    taken_up: Mapped[int] = mapped_column(default=0)

    tasking: Mapped[Tasking] = relationship(back_populates="quotas")
    office: Mapped[Office] = relationship()


class Response(Base):
    """One office's answer to a tasking. The first receipt counts for lateness; every file is kept."""

    __tablename__ = "response"
    __area__ = Area.TASKINGS
    __table_args__ = (
        UniqueConstraint("tasking_id", "office_id"),
        CheckConstraint("state <> 'received' OR received_at IS NOT NULL", "received_when"),
    )

    tasking_id: Mapped[int] = mapped_column(ForeignKey("tasking.id"))
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"), index=True)
    state: Mapped[ResponseState] = word(ResponseState, default=ResponseState.AWAITED)
    received_at: Mapped[datetime | None]
    received_from: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")

    tasking: Mapped[Tasking] = relationship(back_populates="responses")
    office: Mapped[Office] = relationship()
    files: Mapped[list["ResponseFile"]] = relationship(back_populates="response")


class ResponseFile(Base):
    """One file of a response, with what was read in it. The same file is taken once."""

    __tablename__ = "response_file"
    __area__ = Area.TASKINGS
    __table_args__ = (UniqueConstraint("response_id", "file_id"),)

    response_id: Mapped[int] = mapped_column(ForeignKey("response.id"))
    file_id: Mapped[int] = mapped_column(ForeignKey("stored_file.id"), index=True)
    received_at: Mapped[datetime]
    rows_new: Mapped[int]
    rows_changed: Mapped[int]
    rows_same: Mapped[int]

    response: Mapped[Response] = relationship(back_populates="files")
    file: Mapped[StoredFile] = relationship()
    problems: Mapped[list["ImportProblem"]] = relationship(back_populates="response_file")


class ImportProblem(Base):
    """A row of a response file that could not be taken as it stood, with its cells, so that nothing is lost."""

    __tablename__ = "import_problem"
    __area__ = Area.TASKINGS

    response_file_id: Mapped[int] = mapped_column(ForeignKey("response_file.id"), index=True)
    sheet: Mapped[str]
    row: Mapped[int]
    kind: Mapped[str]
    message: Mapped[str]
    cells: Mapped[str]
    blocking: Mapped[bool]
    settled_on: Mapped[date | None]
    settled_how: Mapped[str] = mapped_column(default="")

    response_file: Mapped[ResponseFile] = relationship(back_populates="problems")


class ImportMapping(Base):
    """Which header of an office's files means which field: remembered from the last import. No field: left out."""

    __tablename__ = "import_mapping"
    __area__ = Area.TASKINGS
    __table_args__ = (UniqueConstraint("office_id", "header"),)

    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    header: Mapped[str]
    field: Mapped[str]
