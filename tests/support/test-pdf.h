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

/** test_pdf_can_read: Returns: whether there is pdftotext; else the test is skipped */
gboolean test_pdf_can_read (void);

/** test_pdf_dup_text: Returns: (transfer full): what pdftotext finds, in the order in which it was drawn, so cell by cell; blanks and
 * line ends as one blank: where lines break is the font's affair */
char *test_pdf_dup_text (GBytes *pdf);

/** test_pdf_assert_texts: ends the test when one of @parts (ended by %NULL) is not in test_pdf_dup_text(), or is and begins with "!" */
void test_pdf_assert_texts (GBytes            *pdf,
                            const char *const *parts);

G_END_DECLS
