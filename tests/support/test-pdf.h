/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <poppler.h>

#include "sheet/dect-sheet.h"

G_BEGIN_DECLS

/** test_pdf_write: Returns: (transfer full): the pages of a site as a PDF; the test fails where they cannot be made */
GBytes *test_pdf_write (DectSnapshot           *site,
                        DectLinks              *links,
                        DectChain              *chain,
                        const DectSheetOptions *options);

/** test_pdf_open: Returns: (transfer full): a PDF as its reader sees it */
PopplerDocument *test_pdf_open (GBytes *bytes);

/** test_pdf_print: Returns: (transfer full): test_pdf_write() without links, opened */
PopplerDocument *test_pdf_print (DectSnapshot           *site,
                                 const DectSheetOptions *options);

/** test_pdf_page_text: Returns: (transfer full): the text of a page, 0 = first */
char *test_pdf_page_text (PopplerDocument *document,
                          int              page);

G_END_DECLS
