/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "support/test-pdf.h"

#include <string.h>

GBytes *
test_pdf_write (DectSnapshot *site,
                DectLinks *links,
                DectChain *chain,
                const DectSheetOptions *options)
{
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  g_autoptr (GError) error = NULL;

  g_assert_true (dect_sheets_write_pdf (site, links, chain, options, stream, NULL, &error));
  g_assert_no_error (error);
  g_assert_true (g_output_stream_close (stream, NULL, &error));
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (stream));
}

PopplerDocument *
test_pdf_open (GBytes *bytes)
{
  g_autoptr (GError) error = NULL;
  PopplerDocument *document = poppler_document_new_from_bytes (bytes, NULL, &error);

  g_assert_no_error (error);
  return document;
}

PopplerDocument *
test_pdf_print (DectSnapshot *site, const DectSheetOptions *options)
{
  g_autoptr (GBytes) bytes = test_pdf_write (site, NULL, NULL, options);

  return test_pdf_open (bytes);
}

char *
test_pdf_page_text (PopplerDocument *document, int page)
{
  PopplerPage *found = poppler_document_get_page (document, page);
  char *text = poppler_page_get_text (found);

  g_object_unref (found);
  return text;
}

gboolean
test_pdf_can_read (void)
{
  g_autofree char *path = g_find_program_in_path ("pdftotext");

  if (path == NULL)
    g_test_skip ("pdftotext is not there: install poppler-utils");
  return path != NULL;
}

char *
test_pdf_dup_text (GBytes *pdf)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process
      = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error,
                          "pdftotext", "-raw", "-enc", "UTF-8", "-", "-", NULL);
  g_autoptr (GBytes) output = NULL;
  g_autoptr (GString) joined = g_string_new (NULL);
  g_auto (GStrv) words = NULL;
  g_autofree char *text = NULL;

  g_assert_no_error (error);
  g_assert_true (g_subprocess_communicate (process, pdf, NULL, &output, NULL, &error));
  g_assert_no_error (error);
  text = g_strndup (g_bytes_get_data (output, NULL), g_bytes_get_size (output));
  words = g_strsplit_set (text, " \n\t\f", -1);
  for (guint i = 0; words[i] != NULL; i++)
    if (words[i][0] != '\0')
      g_string_append_printf (joined, "%s%s", joined->len > 0 ? " " : "", words[i]);
  return g_string_free (g_steal_pointer (&joined), FALSE);
}

void
test_pdf_assert_texts (GBytes *pdf, const char *const *parts)
{
  g_autofree char *text = test_pdf_dup_text (pdf);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      gboolean unwanted = parts[i][0] == '!';

      if ((strstr (text, parts[i] + unwanted) != NULL) == unwanted)
        g_error ("“%s” %s:\n%s", parts[i] + unwanted,
                 unwanted ? "should not be there" : "is missing", text);
    }
}
