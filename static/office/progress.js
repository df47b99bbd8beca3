"use strict";
// While a job runs, its page is asked for again and the part that tells how far it is put in
// place; once that part is gone the job has ended (or the session has), and the page shows it.
{
    const EVERY = 1500;
    const PART = "[data-progress]";

    const look = async () => {
        try {
            const answer = await fetch(location.href, {cache: "no-store"});
            if (answer.ok) {
                const page = new DOMParser().parseFromString(await answer.text(), "text/html");
                const part = page.querySelector(PART);
                if (part === null) {
                    location.reload();
                    return;
                }
                document.querySelector(PART).replaceWith(document.adoptNode(part));
            }
        } catch {
            // The server is away for a moment: ask again.
        }
        setTimeout(look, EVERY);
    };

    setTimeout(look, EVERY);
}
