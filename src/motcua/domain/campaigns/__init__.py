"""Campaigns (chiến dịch cao điểm): what is promised until a day, where it stands, what is still missing, how it will end."""
