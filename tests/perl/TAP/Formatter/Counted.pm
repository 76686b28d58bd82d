# SPDX-License-Identifier: GPL-2.0-only
# prove's own summary, then what failed and why, then every skip with its
# reason, then the numbers of tests as the closing line.
package TAP::Formatter::Counted;

use strict;
use warnings;
use TAP::Formatter::Console;
use TAP::Formatter::File;

# A terminal gets lines that change, anything else only finished ones.
our @ISA = (-t STDOUT ? 'TAP::Formatter::Console' : 'TAP::Formatter::File');

my (@skips, @failures);

sub open_test {
	my ($self, $script, $parser) = @_;
	my $failed;

	$parser->callback(test => sub {
		my ($test) = @_;
		$failed = !$test->is_ok;
		push @failures, "$script: " . $test->raw if $failed;
		push @skips, "$script: " . $test->number . ': ' .
			$test->explanation if $test->has_skip;
	});
	# What a failed test says of itself stands below it.
	$parser->callback(comment => sub {
		push @failures, "$script: " . $_[0]->raw if $failed;
	});
	return $self->SUPER::open_test($script, $parser);
}

# A script that died, or said less than it planned, has failed at something
# that no line of it tells: it counts as one failure.
sub unreported {
	my ($aggregate) = @_;

	return scalar grep { $_->has_problems && !$_->failed }
		$aggregate->parsers;
}

sub summary {
	my ($self, $aggregate, $interrupted) = @_;
	my $skipped = $aggregate->skipped;
	my $passed = $aggregate->passed - $skipped;
	my $failed = $aggregate->failed + unreported($aggregate);

	for my $script ($aggregate->descriptions) {
		my ($parser) = $aggregate->parsers($script);
		next unless $parser->skip_all;
		push @skips, "$script: " . $parser->skip_all;
		$skipped++;
	}
	$self->SUPER::summary($aggregate, $interrupted);
	$self->_output("$_\n") for @failures;
	$self->_output("skipped: $_\n") for @skips;
	$self->_output("$skipped skipped\n") if $skipped;
	$self->_output("$passed passed, $failed failed\n");
}

1;
