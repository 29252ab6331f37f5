# Reads a formula as Homebrew would on one platform, of which it has as much as a formula of ours uses:
# formula.rb FORMULA OS CPU, in a folder where the archive is unpacked. Prints the address and the sum.
formula, os, cpu = ARGV

OS = Struct.new(:name) { def linux? = name == "linux"; def mac? = name == "macos" }.new(os)
module Hardware
end
Hardware::CPU = Struct.new(:name) { def intel? = name == "x64"; def arm? = name.start_with?("arm"); def is_64_bit? = name.end_with?("64") }.new(cpu)

# A folder that files are put into; they have to be there.
class Folder
  def initialize(path) = @path = path

  def /(name) = "#{@path}/#{name}"

  def install(*names)
    names.flatten.tap { |all| abort "nothing to install" if all.empty? }
      .each { |name| abort "no #{name}" unless File.exist?(name) }
  end

  def install_symlink(target)
    abort "no #{target}" unless File.exist?(target.delete_prefix("libexec/"))
  end
end

class Formula
  SAID = {}
  class << self
    %i[desc homepage version license url sha256].each { |word| define_method(word) { |value| SAID[word] = value } }

    def test = nil
  end
  %i[libexec bin man1 bash_completion zsh_completion fish_completion].each do |name|
    define_method(name) { Folder.new(name) }
  end
end

load formula
puts Formula::SAID.fetch(:url, "none"), Formula::SAID.fetch(:sha256, "none")
Keyturn.new.install
