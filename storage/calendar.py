"""The calendar that legal dates and people's clocks go by."""

from datetime import timedelta, timezone
from typing import Final

#: China has kept one offset and no summer time since 1991.
SHANGHAI: Final = timezone(timedelta(hours=8), "Asia/Shanghai")
