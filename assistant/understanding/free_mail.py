"""Domains of free and provider mailboxes: nobody but their owner changes their DNS."""

from __future__ import annotations

from assistant.knowledge.words import word_set

FREE_MAIL_DOMAINS = word_set(
    """
    gmail.com googlemail.com hotmail.com hotmail.nl hotmail.be hotmail.fr outlook.com
    outlook.nl outlook.be outlook.fr live.com live.nl live.be msn.com yahoo.com
    yahoo.fr
    yahoo.co.uk yahoo.de ymail.com aol.com icloud.com me.com mac.com gmx.com gmx.net
    gmx.de web.de proton.me protonmail.com pm.me ziggo.nl kpnmail.nl kpnplanet.nl
    planet.nl hetnet.nl home.nl casema.nl chello.nl upcmail.nl quicknet.nl xs4all.nl
    telfort.nl tele2.nl online.nl zonnet.nl solcon.nl caiway.nl caiway.net
    zeelandnet.nl
    telenet.be skynet.be proximus.be scarlet.be voo.be pandora.be orange.fr wanadoo.fr
    wanadoo.nl freedom.nl t-online.de freenet.de mail.com zoho.com yandex.com
    tutanota.com
    tuta.io fastmail.com laposte.net free.fr comcast.net verizon.net btinternet.com
    sky.com onsbrabantnet.nl kabelfoon.nl delta.nl budget.nl hccnet.nl iae.nl dds.nl
    """
)
