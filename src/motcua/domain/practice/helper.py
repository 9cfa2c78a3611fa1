"""The exercises of a village helper (tổ công nghệ số cộng đồng): find, help to file, explain."""

from __future__ import annotations

from motcua.domain.practice.evidence import Evidence
from motcua.domain.practice.exercises import Check, Course, Exercise, Question, Ready
from motcua.domain.procedures.revision import Text


def _in_words(seen: Evidence) -> bool:
    """Searched by everyday words: something with a space in it that is no code."""
    return any(" " in words.strip() and not words.strip()[:1].isdigit() for words in seen.searched)


FIND = Exercise(
    key="helper-find", course=Course.HELPER, start="portal_home", person="neighbour", procedure="1.001193",
    title=Text("Tìm thủ tục bằng lời của người dân", "Find a procedure in people's words"),
    task=Text(
        "Bà {person} nói: “Cháu tôi mới sinh, tôi muốn làm giấy khai sinh cho nó.” Hãy tìm đúng thủ tục và cho bà biết cần giấy tờ gì.",
        "Mrs {person} says: “My grandchild was just born, I want its birth certificate.” Find the procedure and tell her what papers are needed.",
    ),
    steps=(
        Text("Bấm “Mở màn hình làm bài”.", "Press “Open the screen”."),
        Text("Gõ đúng lời bà nói vào ô tìm, bấm “Tìm”.", "Type what she said into the search and press “Find”."),
        Text("Mở thủ tục “{procedure}”, đọc “Giấy tờ cần có” cho bà nghe.", "Open “{procedure}” and read her what papers are needed."),
    ),
    checks=(
        Check(Text("đã tìm bằng lời của người dân.", "searched in people's words."),
              Text("chưa tìm bằng lời của người dân. Gõ cả câu, không gõ mã.", "not searched in people's words. Type a sentence, no code."), _in_words),
        Check(Text("đã mở đúng thủ tục.", "the right procedure was opened."), Text("chưa mở thủ tục “{procedure}”.", "“{procedure}” was not opened."),
              lambda seen: ("portal_procedure", seen.wanted) in seen.opened),
    ),
)  # fmt: skip

FILE = Exercise(
    key="helper-file", course=Course.HELPER, start="portal_home", person="neighbour", procedure="1.004873",
    title=Text("Giúp một người nộp hồ sơ", "Help somebody file"),
    task=Text(
        "Bà {person} ngồi cạnh anh/chị với điện thoại đã đăng nhập. Hãy giúp bà nộp “{procedure}” đến khi có mã hồ sơ.",
        "Mrs {person} sits beside you with her telephone, signed in. Help her file “{procedure}” until there is a code.",
    ),
    steps=(
        Text("Bấm “Mở màn hình làm bài”. Góc trên ghi tên bà {person}: mọi việc làm dưới tên bà.", "Press “Open the screen”. The name of Mrs {person} stands at the top: everything is done in her name."),
        Text("Tìm “{procedure}”, bấm “Nộp hồ sơ”.", "Find “{procedure}”, press “File”."),
        Text("Hỏi bà từng câu, đọc lại trước khi gửi. Điều gì chưa biết thì tự đặt ra: đây là học tập.", "Ask her question by question, read it back before sending. Invent what is missing: this is practice."),
        Text("Bấm “Gửi hồ sơ”, ghi mã hồ sơ cho bà.", "Press “Send”, write down the code for her."),
    ),
    checks=(
        Check(Text("hồ sơ đã gửi, có mã.", "the dossier was sent and has a code."), Text("chưa có hồ sơ nào được gửi.", "no dossier was sent yet."),
              lambda seen: any("neighbour" in one.persons for one in seen.made)),
        Check(Text("đúng thủ tục bà cần.", "the procedure she needs."), Text("chưa có hồ sơ “{procedure}”.", "there is no dossier of “{procedure}” yet."),
              lambda seen: seen.right_one is not None),
    ),
)  # fmt: skip

FOLLOW = Exercise(
    key="helper-follow", course=Course.HELPER, start="lookup", person="neighbour", procedure="1.004837", ready=Ready.WAITING,
    title=Text("Theo dõi và giải thích", "Follow and explain"),
    task=Text(
        "Bà {person} đưa giấy hẹn có mã {code} và hỏi: “Hồ sơ của tôi đến đâu rồi?”. Hãy tra cứu rồi trả lời câu hỏi ở cuối trang này.",
        "Mrs {person} shows a slip with the code {code} and asks: “How far is my dossier?”. Look it up, then answer the question at the end of this page.",
    ),
    steps=(
        Text("Bấm “Mở màn hình làm bài”, gõ mã {code}.", "Press “Open the screen”, type {code}."),
        Text("Đọc hồ sơ đang ở đâu, ai phải làm gì tiếp.", "Read where it stands and who has to do what next."),
        Text("Quay lại trang này, chọn câu trả lời cho bà.", "Come back to this page and choose the answer."),
    ),
    checks=(
        Check(Text("đã tra cứu đúng mã.", "the right code was looked up."), Text("chưa tra cứu mã {code}.", "{code} was not looked up."),
              lambda seen: seen.prepared is not None and ("lookup_code", seen.prepared.code) in seen.opened),
        Check(Text("đã giải thích đúng cho người dân.", "explained rightly."), Text("chưa chọn đúng câu trả lời.", "the right answer was not chosen."),
              lambda seen: seen.answer == "papers"),
    ),
    question=Question(
        words=Text("Bà hỏi: “Tôi phải làm gì bây giờ?” Anh/chị trả lời thế nào?", "She asks: “What do I have to do now?” What do you answer?"),
        choices=(
            ("wait", Text("Bà cứ chờ, cơ quan đang giải quyết.", "Just wait, the office is working on it.")),
            ("papers", Text("Cơ quan đang chờ bà bổ sung giấy tờ; bà nộp thêm thì hồ sơ mới đi tiếp.", "The office waits for a paper from you; it goes on when you have handed it in.")),
            ("collect", Text("Đã có kết quả, bà đến nhận.", "The result is there, come and get it.")),
        ),
        right="papers",
    ),
)  # fmt: skip

EXERCISES = (FIND, FILE, FOLLOW)
