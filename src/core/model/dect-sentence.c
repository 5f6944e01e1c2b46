/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-model"

#include "config.h"

#include "model/dect-sentence.h"

void
dect_sentence_append (GString *text, const char *format, ...)
{
  va_list arguments;

  g_return_if_fail (text != NULL && format != NULL);

  va_start (arguments, format);
  if (text->len > 0)
    g_string_append_c (text, ' ');
  g_string_append_vprintf (text, format, arguments);
  va_end (arguments);
}
