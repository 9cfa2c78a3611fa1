"""The exercises of a new clerk (cán bộ một cửa mới): a day at the counter in seven tasks."""

from __future__ import annotations

from collections.abc import Callable

from motcua.domain.dossiers.transitions import Action
from motcua.domain.practice.evidence import Evidence, Practised
from motcua.domain.practice.exercises import Check, Course, Exercise, Ready
from motcua.domain.procedures.revision import Text

A = Action
Judge = Callable[[Practised], bool]
PRINTED = Text("đã in giấy tiếp nhận và hẹn trả kết quả.", "the receipt was printed.")
NOT_PRINTED = Text("chưa in giấy tiếp nhận. Bấm “In giấy tiếp nhận” (F10).", "the receipt is not printed. Press “Print the receipt” (F10).")


def _made(judge: Judge) -> Callable[[Evidence], bool]:
    return lambda seen: seen.right_one is not None and judge(seen.right_one)


def _ready(judge: Judge) -> Callable[[Evidence], bool]:
    return lambda seen: seen.prepared is not None and judge(seen.prepared)


def _printed_after(purpose: str, *actions: Action) -> Callable[[Evidence], bool]:
    def met(seen: Evidence) -> bool:
        moment = seen.prepared.first(*actions) if seen.prepared else None
        return moment is not None and seen.prepared is not None and seen.prepared.printed(purpose, since=moment)

    return met


def _asked_once_and_completely(seen: Evidence) -> bool:
    return seen.prepared is not None and len(seen.prepared.asked) == 1 and bool(seen.lacking) and seen.lacking <= seen.prepared.asked[0]


def _answered_in_time(seen: Evidence) -> bool:
    one = seen.prepared
    answered = one.first(A.ACCEPT, A.ASK_INTAKE, A.REFUSE_INTAKE) if one else None
    return one is not None and answered is not None and (one.answer_by is None or answered <= one.answer_by)


BIRTH = Exercise(
    key="clerk-receive", course=Course.CLERK, start="counter_receive", person="mother", card=True, procedure="1.001193", papers=("birth_record",),
    title=Text("Nhận hồ sơ khai sinh tại quầy", "Receive a birth registration at the counter"),
    task=Text(
        "Chị {person} đến khai sinh cho con sinh ở trung tâm y tế. Chị mang theo thẻ căn cước và giấy chứng sinh (1 bản chính).",
        "Ms {person} comes to register her child, born at the medical centre. She brings her identity card and the birth record (1 original).",
    ),
    steps=(
        Text("Bấm “Mở màn hình làm bài” ở dưới, hoặc phím F9.", "Press “Open the screen” below, or the key F9."),
        Text("Quét thẻ: chép dòng mã thẻ ở trên vào ô “Quét thẻ căn cước” rồi bấm Enter.", "Scan the card: paste the code above into the scan box, then Enter."),
        Text("Ô “Người dân cần làm việc gì?”: bấm F4, gõ “khai sinh” rồi Enter. Chọn “{procedure}”, bấm Enter.", "“What does the citizen need”: press F4, type “khai sinh”, Enter. Choose “{procedure}”, Enter."),
        Text("“Ông/bà làm thay cho người khác?”: Không. “Trẻ sinh ở đâu?”: Cơ sở y tế. Khi đó màn hình hỏi giấy chứng sinh.", "For somebody else: no. Where the child was born: a medical facility. The screen then asks for the birth record."),
        Text("Đánh dấu “Giấy chứng sinh” (giấy tờ chị đưa), bấm “Tiếp nhận” (F8).", "Tick the birth record, which she brought, press “Receive” (F8)."),
        Text("In giấy tiếp nhận (F10) đưa cho người nộp.", "Print the receipt (F10) for the citizen."),
    ),
    checks=(
        Check(Text("đã nhận đúng người từ thẻ căn cước.", "the right person was taken from the card."),
              Text("chưa có hồ sơ đứng tên {person}. Quét thẻ ở trên rồi tiếp nhận.", "no dossier names {person} yet. Scan the card above and receive."),
              lambda seen: any("mother" in one.persons for one in seen.made)),
        Check(Text("đã chọn đúng thủ tục.", "the right procedure was chosen."),
              Text("chưa có hồ sơ “{procedure}”.", "there is no dossier of “{procedure}” yet."),
              _made(lambda one: True)),
        Check(Text("đã nhận đủ giấy tờ.", "all papers were taken in."),
              Text("chưa ghi nhận đủ giấy tờ người dân đưa. Làm lại và đánh dấu từng giấy.", "not every paper was ticked. Do it again and tick each one."),
              lambda seen: seen.right_one is not None and seen.lacking <= seen.right_one.papers),
        Check(PRINTED, NOT_PRINTED, _made(lambda one: one.printed("slip"))),
    ),
)  # fmt: skip

CERTIFY = Exercise(
    key="clerk-certify", course=Course.CLERK, start="counter_certify", person="graduate", card=True, procedure="2.000815", only=True,
    title=Text("Chứng thực 2 bản sao", "Certify 2 copies"),
    task=Text("Anh {person} cần chứng thực bằng tốt nghiệp: 1 trang, 2 bản sao.", "Mr {person} needs his diploma certified: 1 page, 2 copies."),
    steps=(
        Text("Bấm “Mở màn hình làm bài”, hoặc phím F6.", "Press “Open the screen”, or the key F6."),
        Text("Chép dòng mã thẻ ở trên vào ô quét thẻ rồi Enter.", "Paste the code of the card above into the scan box, then Enter."),
        Text("Dòng giấy tờ: gõ 3 (bằng tốt nghiệp), Enter; số trang 1, Enter; số bản 2, Enter.", "The row: type 3 (diploma), Enter; 1 page, Enter; 2 copies, Enter."),
        Text("Bấm “Tiếp nhận” (F8). Màn hình hiện số chứng thực.", "Press “Receive” (F8). The number of certification appears."),
        Text("In lời chứng (F10).", "Print the words that certify (F10)."),
    ),
    checks=(
        Check(Text("đã nhận yêu cầu chứng thực và cấp số.", "the request was taken in and numbered."),
              Text("chưa có yêu cầu chứng thực nào được cấp số.", "nothing has been certified yet."), _made(lambda one: bool(one.originals))),
        Check(Text("đúng 2 bản sao.", "2 copies, as asked."),
              Text("số bản sao chưa phải là 2. Làm lại với 2 bản.", "the number of copies is not 2. Do it again with 2."),
              _made(lambda one: any(copies == 2 for _pages, copies in one.originals))),
        Check(Text("đã in lời chứng.", "the words that certify were printed."),
              Text("chưa in lời chứng. Bấm “In lời chứng” (F10).", "the words that certify are not printed (F10)."),
              _made(lambda one: one.printed("attestations"))),
    ),
)  # fmt: skip

MISSING = Exercise(
    key="clerk-missing", course=Course.CLERK, start="counter_queue", person="guardian", procedure="1.002693", ready=Ready.LACKING,
    title=Text("Thiếu giấy tờ: hỏi một lần cho đủ", "Papers are missing: ask once, completely"),
    task=Text(
        "Bà {person} nộp trực tuyến hồ sơ {code} nhưng chưa gửi giấy tờ nào. Hãy yêu cầu bổ sung: một lần, đủ tất cả giấy tờ bắt buộc còn thiếu.",
        "Ms {person} filed {code} online without any paper. Ask for what is missing: once, and everything that is required.",
    ),
    steps=(
        Text("Bấm “Mở màn hình làm bài”, mở hồ sơ {code}.", "Press “Open the screen”, open the dossier {code}."),
        Text("Bấm “Yêu cầu bổ sung”.", "Press “Ask for papers”."),
        Text("Đánh dấu mọi giấy tờ bắt buộc còn thiếu, ghi rõ cần gì. Hỏi thiếu thì người dân phải đi thêm một lần.", "Tick every required paper that is missing and say what is needed. What is forgotten costs the citizen another trip."),
        Text("Gửi yêu cầu.", "Send the request."),
    ),
    checks=(
        Check(Text("đã yêu cầu bổ sung.", "papers were asked for."), Text("chưa gửi yêu cầu bổ sung cho hồ sơ {code}.", "no request for {code} yet."),
              _ready(lambda one: one.did(A.ASK_INTAKE))),
        Check(Text("đã hỏi một lần và đủ giấy tờ.", "asked once, and completely."),
              Text("yêu cầu còn sót giấy tờ bắt buộc. Làm lại từ đầu và đánh dấu đủ.", "a required paper was forgotten. Start again and tick all."),
              _asked_once_and_completely),
    ),
)  # fmt: skip

MONEY = Exercise(
    key="clerk-money", course=Course.CLERK, start="counter_find", person="graduate", procedure="2.000635", ready=Ready.OWING,
    title=Text("Thu tiền và in biên lai", "Take money and print the receipt"),
    task=Text("Anh {person} đến nộp tiền cho hồ sơ {code}. Anh trả tiền mặt.", "Mr {person} comes to pay for {code}. He pays cash."),
    steps=(
        Text("Bấm “Mở màn hình làm bài”, gõ mã {code} vào ô tìm, mở hồ sơ.", "Press “Open the screen”, type {code} into the search, open the dossier."),
        Text("Bấm “Ghi nhận thu tiền”, chọn “Tiền mặt”.", "Press “Record a payment”, choose “Cash”."),
        Text("Bấm “Thu tiền, lập biên lai”.", "Press “Take the money, make the receipt”."),
        Text("In biên lai đưa cho người nộp.", "Print the receipt for the payer."),
    ),
    checks=(
        Check(Text("đã thu đủ tiền và có biên lai.", "the money was taken and there is a receipt."),
              Text("hồ sơ {code} chưa thu tiền.", "{code} is not paid."), _ready(lambda one: one.receipts > 0 and one.owed == 0)),
        Check(Text("đã in biên lai.", "the receipt was printed."), Text("chưa in biên lai.", "the receipt is not printed."),
              _ready(lambda one: one.printed("fee_receipt_print"))),
    ),
)  # fmt: skip

ONLINE = Exercise(
    key="clerk-online", course=Course.CLERK, start="counter_queue", person="farmer", procedure="1.004873", ready=Ready.FILED,
    title=Text("Trả lời hồ sơ nộp trực tuyến", "Answer a filing from afar"),
    task=Text(
        "Ông {person} nộp trực tuyến hồ sơ {code}, đã đủ giấy tờ. Phải trả lời trong 8 giờ làm việc.",
        "Mr {person} filed {code} online, complete. It must be answered within 8 working hours.",
    ),
    steps=(
        Text("Bấm “Mở màn hình làm bài”, mở hồ sơ {code}.", "Press “Open the screen”, open {code}."),
        Text("Xem tờ khai và giấy tờ.", "Look at the form and the papers."),
        Text("Bấm “Tiếp nhận hồ sơ”.", "Press “Accept the dossier”."),
    ),
    checks=(
        Check(Text("đã tiếp nhận hồ sơ.", "the dossier was accepted."), Text("hồ sơ {code} còn chờ trả lời.", "{code} still waits for an answer."),
              _ready(lambda one: one.did(A.ACCEPT))),
        Check(Text("trả lời trong thời hạn 8 giờ làm việc.", "answered within 8 working hours."),
              Text("chưa trả lời trong thời hạn. Nếu đã quá hạn, làm lại từ đầu.", "not answered in time. If the time is over, start again."),
              _answered_in_time),
    ),
)  # fmt: skip

HAND_OVER = Exercise(
    key="clerk-hand-over", course=Course.CLERK, start="counter_hand_over", person="guardian", procedure="1.004873", ready=Ready.RECEIVED,
    title=Text("Bàn giao hồ sơ có phiếu", "Hand over with a slip"),
    task=Text("Hồ sơ {code} đã nhận, còn ở quầy. Hãy bàn giao cho nơi giải quyết và in phiếu.", "{code} was received and still lies here. Hand it over with its slip."),
    steps=(
        Text("Bấm “Mở màn hình làm bài”.", "Press “Open the screen”."),
        Text("Đánh dấu hồ sơ {code}, bỏ dấu hồ sơ khác.", "Tick {code}, leave the others."),
        Text("Bấm “Bàn giao các hồ sơ đã chọn”.", "Press “Hand over the chosen dossiers”."),
        Text("In phiếu bàn giao vừa lập.", "Print the slip that was made."),
    ),
    checks=(
        Check(Text("đã bàn giao hồ sơ.", "the dossier was handed over."), Text("hồ sơ {code} còn ở quầy.", "{code} still lies at the counter."),
              _ready(lambda one: one.did(A.HAND_OVER))),
        Check(Text("đã in phiếu bàn giao.", "the slip was printed."), Text("chưa in phiếu bàn giao.", "the slip is not printed."),
              _printed_after("slip", A.HAND_OVER)),
    ),
)  # fmt: skip

RETURN = Exercise(
    key="clerk-return", course=Course.CLERK, start="counter_results", person="farmer", card=True, procedure="1.004873", ready=Ready.FINISHED,
    title=Text("Trả kết quả, đối chiếu căn cước", "Return a result against the identity card"),
    task=Text("Ông {person} đến nhận kết quả của hồ sơ {code}, mang theo thẻ căn cước.", "Mr {person} comes for the result of {code} with his identity card."),
    steps=(
        Text("Bấm “Mở màn hình làm bài”, mở hồ sơ {code}.", "Press “Open the screen”, open {code}."),
        Text("Bấm “Trả kết quả”.", "Press “Return the result”."),
        Text("Chép dòng mã thẻ ở trên vào ô thẻ của người nhận.", "Paste the code of the card above into the box of the person who receives."),
        Text("Bấm “Trả kết quả”.", "Press “Return the result”."),
    ),
    checks=(
        Check(Text("đã trả kết quả.", "the result was returned."), Text("hồ sơ {code} chưa trả kết quả.", "the result of {code} is not returned."),
              _ready(lambda one: one.did(A.RETURN_RESULT))),
        Check(Text("đúng người có tên trong hồ sơ.", "to somebody named in the dossier."),
              Text("người nhận chưa được đối chiếu là người có tên trong hồ sơ.", "nobody named in the dossier has received it."),
              _ready(lambda one: any(act.action == A.RETURN_RESULT.value and not act.data.get("on_behalf") for act in one.acts))),
    ),
)  # fmt: skip

EXERCISES = (BIRTH, CERTIFY, MISSING, MONEY, ONLINE, HAND_OVER, RETURN)
